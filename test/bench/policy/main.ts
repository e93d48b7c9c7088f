import { parseArgs } from 'node:util';
import { allProfanity } from './matchers/allprofanity.ts';
import { decancerMatcher } from './matchers/decancer.ts';
import { glinProfanity } from './matchers/glin-profanity.ts';
import type { Matcher } from './matchers/matcher.ts';
import { obscenity } from './matchers/obscenity.ts';
import { ours } from './matchers/ours.ts';
import { accuracyOf, dataOf, speedOf } from './measure.ts';
import { markdownOf, textOf } from './render.ts';
import { type Result, tablesOf } from './tables.ts';

/** `npm run bench:policy`: finds evasions and innocent names with the policy's matcher and with packages that do the same. */
const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, markdown: { type: 'boolean' }, only: { type: 'string' } },
});

const MATCHERS = [ours, decancerMatcher, glinProfanity, allProfanity, obscenity];
const ACCURACY_TERMS = [20, 1_000];
const SPEED_TERMS = [20, 1_000, 10_000];

const data = new Map(SPEED_TERMS.map((count) => [count, dataOf(count)]));
const results = MATCHERS.filter(({ name }) => [undefined, name].includes(options.only))
  .filter(canLoad)
  .map(resultOf);

if (options.json) console.info(JSON.stringify(results, null, 2));
else if (options.markdown) console.info(markdownOf(tablesOf(results), new Date().toISOString().slice(0, 10)));
else for (const table of tablesOf(results)) console.info(`${textOf(table)}\n`);

function resultOf(matcher: Matcher): Result {
  console.error(`measuring ${matcher.name}`);
  const accuracy = ACCURACY_TERMS.map((count) => [count, accuracyOf(matcher, dataFor(count))] as const);
  const speed = SPEED_TERMS.map((count) => [count, speedOf(matcher, dataFor(count))] as const);
  return { matcher: matcher.name, accuracy: Object.fromEntries(accuracy), speed: Object.fromEntries(speed) };
}

/** Leaves out a package that is not installed. */
function canLoad({ name, compile }: Matcher): boolean {
  try {
    compile(['term']);
    return true;
  } catch (error) {
    console.error(`${name} is left out: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

function dataFor(count: number) {
  const made = data.get(count);
  if (!made) throw new Error(`there is no data for ${count} terms`);
  return made;
}

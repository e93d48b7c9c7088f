import { type Evasion, evasionsOf } from '../../support/policy-data/evasions/index.ts';
import { evadedTerms, forbiddenTerms } from '../../support/policy-data/forbidden-terms.ts';
import { innocentNames, withoutTerms } from '../../support/policy-data/innocent-names.ts';
import { randomOf } from '../../support/policy-data/random.ts';
import { scriptOf } from '../../support/policy-data/script.ts';
import type { Matcher } from './matchers/matcher.ts';
import { timed } from './timed.ts';

/** Terms of each script that are written in every evasion. */
const TERMS_OF_SCRIPT = 10;

/** Innocent names of each script. */
const NAMES_OF_SCRIPT = 3_000;

const TIMED_NAMES = 500;

export interface Share {
  readonly found: number;
  readonly all: number;
}

type Shares = Readonly<Record<string, Share>>;

export interface Accuracy {
  readonly recallByClass: Shares;
  readonly recallByScript: Shares;
  readonly falsePositivesByScript: Shares;
  readonly missed: readonly Evasion[];
  readonly falselyFound: readonly string[];
}

export interface Speed {
  /** CPU time of compiling the terms, once for each version of a policy. Other processes do not count. */
  readonly loadMilliseconds: number;
  /** One innocent name, median. */
  readonly microseconds: number;
}

export interface Data {
  readonly terms: readonly string[];
  readonly innocents: readonly string[];
  readonly evasions: readonly Evasion[];
}

export function dataOf(count: number): Data {
  const terms = forbiddenTerms(count);
  const random = randomOf(`innocents ${count}`);
  const byScript = [...Map.groupBy(withoutTerms(innocentNames(), terms), scriptOf).values()];
  const innocents = byScript.flatMap((names) => random.sample(names, NAMES_OF_SCRIPT));
  return { terms, innocents, evasions: evasionsOf(evadedTerms(count, TERMS_OF_SCRIPT)) };
}

/** Searches all evasions and all innocent names. */
export function accuracyOf(matcher: Matcher, { terms, innocents, evasions }: Data): Accuracy {
  const search = matcher.compile(terms);
  const found = evasions.filter(({ written }) => search(written));
  const falselyFound = innocents.filter(search);
  const isFound = new Set(found);
  return {
    recallByClass: shares(evasions, found, ({ class: name }) => name),
    recallByScript: shares(evasions, found, ({ term }) => scriptOf(term)),
    falsePositivesByScript: shares(innocents, falselyFound, scriptOf),
    missed: evasions.filter((evasion) => !isFound.has(evasion)),
    falselyFound,
  };
}

export function speedOf(matcher: Matcher, { terms, innocents }: Omit<Data, 'evasions'>): Speed {
  const before = process.threadCpuUsage();
  const search = matcher.compile(terms);
  search('x');
  const { user, system } = process.threadCpuUsage(before);
  const loadMilliseconds = (user + system) / 1_000;
  return { loadMilliseconds, microseconds: timed(search, randomOf('timed').sample(innocents, TIMED_NAMES)) };
}

function shares<Item>(all: readonly Item[], found: readonly Item[], keyOf: (item: Item) => string): Shares {
  const hits = Map.groupBy(found, keyOf);
  const shareOf = (key: string, items: Item[]): Share => ({ found: hits.get(key)?.length ?? 0, all: items.length });
  return Object.fromEntries([...Map.groupBy(all, keyOf)].map(([key, items]) => [key, shareOf(key, items)]));
}

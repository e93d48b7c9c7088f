import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '../policy/render.ts';
import { withSection } from '../report/section.ts';
import { answerSection, lossSection } from './markdown.ts';
import { measureRelay } from './measure.ts';
import { parseOptions, type RelayBenchOptions } from './options.ts';
import type { Results } from './results.ts';
import { tablesOf } from './tables.ts';

const DOCUMENTS = join(import.meta.dirname, '../../../docs');

/**
 * `npm run bench:relay`: what OpenIM's sender loses and waits for, directly and through the relay. Answers are measured in turn with
 * a bare server and one flush of the disk. `--write` puts the figures into docs/relay.md and docs/load.md.
 */
const options = parseOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exitCode = 2;
} else {
  show(
    options.from === undefined ? await measureRelay(options) : JSON.parse(readFileSync(options.from, 'utf8')),
    options,
  );
}

function show(results: Results, { format }: RelayBenchOptions): void {
  if (format === 'json') console.info(JSON.stringify(results, null, 2));
  else if (format === 'write') write(results);
  else print(results);
}

/** Makes both sections before it writes one, because figures of a part are an error. */
function write(results: Results): void {
  const sections = [
    ['relay.md', lossSection(results)],
    ['load.md', answerSection(results)],
  ] as const;
  for (const [name, section] of sections) {
    const page = join(DOCUMENTS, name);
    writeFileSync(page, withSection(readFileSync(page, 'utf8'), section));
  }
}

function print(results: Results): void {
  const { machine, date, load } = results;
  console.info(`${date}, ${machine}. Load of a core: ${load.least.toFixed(1)} to ${load.most.toFixed(1)}.\n`);
  for (const table of tablesOf(results)) console.info(`${textOf(table)}\n`);
}

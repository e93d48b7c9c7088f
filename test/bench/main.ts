import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goalsOf } from './goals.ts';
import { EFFORTS, measureAll } from './measure.ts';
import { type BenchOptions, parseOptions } from './options.ts';
import { textOf } from './policy/render.ts';
import { markdownOf } from './report/markdown.ts';
import { withSection } from './report/section.ts';
import { tablesOf } from './report/tables.ts';
import type { Results } from './results.ts';

const PAGE = join(import.meta.dirname, '../../docs/performance.md');

/**
 * `npm run bench`: what a callback costs, beside floors and peers in the same run. All output is made of the document that `--json`
 * prints.
 */
const options = parseOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exitCode = 2;
} else {
  show(options.from === undefined ? await measure(options) : JSON.parse(readFileSync(options.from, 'utf8')), options);
}

async function measure({ quick, sections }: BenchOptions): Promise<Results> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    return await measureAll(directory, quick ? EFFORTS.quick : EFFORTS.full, sections);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function show(results: Results, { format }: BenchOptions): void {
  const goals = goalsOf(results);
  if (format === 'json') console.info(JSON.stringify({ ...results, goals }, null, 2));
  else if (format === 'markdown') console.info(markdownOf(results, goals));
  else if (format === 'write') writeFileSync(PAGE, withSection(readFileSync(PAGE, 'utf8'), markdownOf(results, goals)));
  else print(results);
}

function print(results: Results): void {
  const { cpu, cores, node, date, commit, loadBefore, loadAfter, seconds } = results.machine;
  const loads = `load ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} at the end`;
  console.info(
    `${date}, commit ${commit}, Node ${node}, ${cores} cores of ${cpu}, ${loads}, ${seconds.toFixed(0)} s\n`,
  );
  for (const table of tablesOf(results, goalsOf(results))) console.info(`${textOf(table)}\n`);
}

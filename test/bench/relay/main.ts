import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildRelay } from '../../../infra/relay/build-relay.ts';
import { textOf } from '../policy/render.ts';
import { measureAllAnswers } from './answer-rounds.ts';
import { figureOf } from './figures.ts';
import { measureAllLosses, measureAway } from './loss-rounds.ts';
import { startReceiver } from './receiver.ts';
import { startRelay } from './relay-child.ts';
import type { Results } from './results.ts';
import { tablesOf } from './tables.ts';

/**
 * `npm run bench:relay`: what OpenIM's sender loses and waits for, directly and through the relay. Answers are measured in turn with
 * a bare server and one flush of the disk.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    quick: { type: 'boolean' },
    only: { type: 'string' },
    spool: { type: 'string' },
  },
});

const AFTER = 'callbackAfterJoinGroupCommand';
const BEFORE = 'callbackBeforeSetGroupMemberInfoCommand';
const [LOSS_ROUNDS, ANSWER_ROUNDS, AWAY_SECONDS] = options.quick ? [1, 3, 5] : [3, 7, 60];

const directory = await mkdtemp(join(options.spool ?? tmpdir(), 'bench-relay-'));
const file = join(directory, 'relay.mjs');
await buildRelay(file);
const receiver = await startReceiver();
const relay = await startRelay(file, receiver.port, join(directory, 'spool'));
const loads: number[] = [];
const watch = setInterval(() => loads.push((loadavg()[0] ?? 0) / availableParallelism()), 1_000);

let number = 0;
const bodyOf = () =>
  JSON.stringify({
    callbackCommand: AFTER,
    operationID: `op${++number}`,
    groupID: 'g1',
    reqMessage: 'x'.repeat(300),
    joinSource: 3,
  });

const isWanted = (part: string) => options.only === undefined || options.only === part;
const progress = (what: string) => console.error(`measuring ${what}`);

try {
  const none = { flush: { p50: figureOf([]), p99: figureOf([]) }, after: [], before: [] };
  const answers = isWanted('answers') ? await measured('answers', answersOf) : none;
  const bench = { receiver, relay, path: AFTER, bodyOf };
  const losses = isWanted('losses') ? await measured('losses', () => measureAllLosses(bench, LOSS_ROUNDS)) : [];
  const away = isWanted('away') ? await measured('away', () => measureAway(bench, AWAY_SECONDS)) : [];
  const results: Results = {
    machine: `${availableParallelism()} cores of ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`,
    date: new Date().toISOString().slice(0, 10),
    load: figureOf(loads),
    losses: [...losses, ...away],
    ...answers,
  };
  if (options.json) console.info(JSON.stringify(results, null, 2));
  else print(results);
} finally {
  clearInterval(watch);
  await relay.stop();
  await receiver.close();
  await rm(directory, { recursive: true });
}

function answersOf() {
  return measureAllAnswers({ receiver, relay, directory, afterPath: AFTER, beforePath: BEFORE, bodyOf }, ANSWER_ROUNDS);
}

function measured<Result>(what: string, measure: () => Promise<Result>): Promise<Result> {
  progress(what);
  return measure();
}

function print(results: Results): void {
  const { machine, date, load } = results;
  console.info(`${date}, ${machine}. Load of a core: ${load.least.toFixed(1)} to ${load.most.toFixed(1)}.\n`);
  for (const table of tablesOf(results)) console.info(`${textOf(table)}\n`);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRelay } from '../../../infra/relay/build-relay.ts';
import { measureAllAnswers } from './answer-rounds.ts';
import { figureOf } from './figures.ts';
import { measureAllLosses, measureAway } from './loss-rounds.ts';
import type { Part, RelayBenchOptions } from './options.ts';
import { startReceiver } from './receiver.ts';
import { startRelay } from './relay-child.ts';
import type { Results } from './results.ts';

const AFTER = 'callbackAfterJoinGroupCommand';
const BEFORE = 'callbackBeforeSetGroupMemberInfoCommand';

const LOAD_INTERVAL_MS = 1_000;

/** Measures what is asked for. The rest is empty. */
export async function measureRelay({ quick, parts, spool }: RelayBenchOptions): Promise<Results> {
  const [lossRounds, answerRounds, awaySeconds] = quick ? [1, 3, 5] : [3, 7, 60];
  const directory = await mkdtemp(join(spool ?? tmpdir(), 'bench-relay-'));
  const file = join(directory, 'relay.mjs');
  await buildRelay(file);
  const receiver = await startReceiver();
  const relay = await startRelay(file, receiver.port, join(directory, 'spool'));
  const loads: number[] = [];
  const watch = setInterval(() => loads.push((loadavg()[0] ?? 0) / availableParallelism()), LOAD_INTERVAL_MS);
  const bodyOf = numberedBodies();
  const bench = { receiver, relay, path: AFTER, bodyOf };
  const part = async <Result>(name: Part, measure: () => Promise<Result>, none: Result): Promise<Result> => {
    if (!parts.includes(name)) return none;
    console.error(`measuring ${name}`);
    return measure();
  };
  try {
    const none = { flush: { p50: figureOf([]), p99: figureOf([]) }, after: [], before: [] };
    const answerBench = { receiver, relay, directory, afterPath: AFTER, beforePath: BEFORE, bodyOf };
    const answers = await part('answers', () => measureAllAnswers(answerBench, answerRounds), none);
    const losses = await part('losses', () => measureAllLosses(bench, lossRounds), []);
    const away = await part('away', () => measureAway(bench, awaySeconds), []);
    return {
      machine: `${availableParallelism()} cores of ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`,
      date: new Date().toISOString().slice(0, 10),
      load: figureOf(loads),
      losses: [...losses, ...away],
      rounds: answerRounds,
      ...answers,
    };
  } finally {
    clearInterval(watch);
    await relay.stop();
    await receiver.close();
    await rm(directory, { recursive: true });
  }
}

function numberedBodies(): () => string {
  let number = 0;
  return () =>
    JSON.stringify({
      callbackCommand: AFTER,
      operationID: `op${++number}`,
      groupID: 'g1',
      reqMessage: 'x'.repeat(300),
      joinSource: 3,
    });
}

import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { catalogue } from '../../functions/openim/catalogue.ts';
import { bodyOf } from '../support/bodies.ts';
import { functionEnvironment } from '../support/environment.ts';
import { startInTurn } from './cold-start.ts';
import { loadContender, timeInTurn } from './contender.ts';
import { timeJudge } from './judge.ts';

/**
 * `npm run bench`: what a callback costs apart from DynamoDB, which a stub on a socket stands for that answers at once.
 * Every handler is measured in turn with a floor (JSON.parse and the same PutItem) and a peer (a web framework).
 */
const directory = await mkdtemp(join(tmpdir(), 'bench-'));
const stub = new Worker(new URL('stub.ts', import.meta.url));
const [endpoint] = (await once(stub, 'message')) as [string];
Object.assign(process.env, {
  ...functionEnvironment(endpoint),
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
});

const floor = await loadContender('floor', 'test/bench/floor.ts', directory);
const peer = await loadContender('peer', 'test/bench/peer.ts', directory);
const handlers = [];
for (const { name, wireNames } of catalogue) {
  const call = { path: `/${wireNames[0]}`, body: bodyOf(name) };
  handlers.push({ call, contender: await loadContender(name, `functions/${name}.ts`, directory) });
}

line('a callback', 'bytes', 'median µs', '× floor');
for (const { call, contender } of handlers) {
  for (const { name, bytes, microseconds, ratio } of await timeInTurn([contender, floor, peer], call)) {
    line(name, bytes, microseconds.toFixed(0), ratio.toFixed(2));
  }
}

line('\na cold start', 'load ms', '× floor', 'first ms', '× floor');
for (const { call, contender } of handlers) {
  for (const cold of startInTurn([contender, floor, peer], floor, call)) {
    line(
      cold.name,
      cold.load.toFixed(1),
      cold.loadRatio.toFixed(2),
      cold.answer.toFixed(1),
      cold.answerRatio.toFixed(2),
    );
  }
}

line('\nthe judge', 'terms', 'ready ms', 'median µs');
for (const terms of [10, 1_000, 10_000]) {
  const { readyMilliseconds, microseconds } = timeJudge(terms);
  line('', terms, readyMilliseconds.toFixed(1), microseconds.toFixed(0));
}

await stub.terminate();
await rm(directory, { recursive: true });

function line(name: string, ...figures: (string | number)[]): void {
  console.info([name.padEnd(28), ...figures.map((figure) => String(figure).padStart(10))].join(' '));
}

import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { catalogue } from '../../functions/openim/catalogue.ts';
import { bundle } from '../../infra/bundle.ts';
import { bodyOf } from '../support/bodies.ts';
import { sha256, TOKEN } from '../support/proxy-event.ts';
import { type Contender, loadContender, timeInTurn } from './contender.ts';

/**
 * `npm run bench`: what a callback costs apart from DynamoDB, which a stub on a socket stands for that answers at once.
 * Every handler is measured in turn with a floor (JSON.parse and the same PutItem) and a peer (a web framework).
 */
const directory = await mkdtemp(join(tmpdir(), 'bench-'));
const stub = new Worker(new URL('stub.ts', import.meta.url));
const [endpoint] = (await once(stub, 'message')) as [string];
Object.assign(process.env, {
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AUDIT_TABLE_NAME: 'openim-audit',
  WEBHOOK_TOKEN_HASHES: sha256(TOKEN),
});

const load = async (name: string, entry: string): Promise<Contender> => {
  const bytes = bundle(entry, join(directory, name));
  return { name, bytes, handler: await loadContender(join(directory, name, 'index.mjs')) };
};
const floor = await load('floor', 'test/bench/floor.ts');
const peer = await load('peer', 'test/bench/peer.ts');

console.info('handler                        bytes    median µs   × floor');
for (const { name, wireNames } of catalogue) {
  const contenders = [await load(name, `functions/${name}.ts`), floor, peer];
  const timings = await timeInTurn(contenders, { path: `/${wireNames[0]}`, body: bodyOf(name) });
  for (const { name, bytes, microseconds, ratio } of timings) {
    console.info(
      `${name.padEnd(28)} ${String(bytes).padStart(7)} ${microseconds.toFixed(0).padStart(11)} ${ratio.toFixed(2).padStart(9)}`,
    );
  }
}

await stub.terminate();
await rm(directory, { recursive: true });
process.exit(0);

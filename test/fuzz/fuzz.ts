import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Context } from 'aws-lambda';
import { loadFunctions } from '../../infra/local/functions.ts';
import type { FunctionName } from '../../infra/routes.ts';
import { functionEnvironment } from '../support/environment.ts';
import { decodeAsGo } from '../support/go.ts';
import { proxyEventOf } from '../support/proxy-event.ts';
import { mutated, randomFrom } from './mutate.ts';

const CONCURRENCY = 8;

/** Bodies whose fate is remembered at a time. */
const BATCH = 2_000;

interface Target {
  readonly name: FunctionName;
  readonly path: string;
  readonly pathParameters?: Record<string, string>;
  readonly query?: Record<string, string>;
}

const OTHER = 'callbackBeforeSetGroupInfoExCommand';

const TARGETS: readonly Target[] = [
  { name: 'after-join-group', path: '/callbackAfterJoinGroupCommand' },
  { name: 'after-dismiss-group', path: '/callbackAfterDisMissGroupCommand' },
  { name: 'after-set-group-info-ex', path: '/callbackAfterSetGroupInfoExCommand' },
  { name: 'before-set-group-member-info', path: '/callbackBeforeSetGroupMemberInfoCommand' },
  { name: 'by-query-command', path: '/', query: { command: 'callbackAfterJoinGroupCommand' } },
  { name: 'other-callback', path: `/${OTHER}`, pathParameters: { command: OTHER } },
];

/**
 * Sends mutated bodies to every function. Each must be answered in the envelope, and put into the table to the byte.
 *
 * @returns what went wrong, with the seed and the body that show it
 */
export async function fuzz(bodies: number, seed: number, onProgress: (done: number) => void): Promise<string[]> {
  const table = new Worker(new URL('capture.ts', import.meta.url));
  const [endpoint] = (await once(table, 'message')) as [string];
  const kept = new Map<string, string>();
  table.on('message', ({ requestID, hash }: { requestID: string; hash: string }) => kept.set(requestID, hash));
  Object.assign(process.env, {
    ...functionEnvironment(endpoint),
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  const functions = await loadFunctions();
  const random = randomFrom(seed);
  const wrong: string[] = [];
  for (let done = 0; done < bodies && wrong.length < 20; done += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, bodies - done) }, (_, index) => ({
      requestID: `${seed}-${done + index}`,
      body: mutated(random),
      target: TARGETS[(done + index) % TARGETS.length] as Target,
    }));
    let next = 0;
    const worker = async () => {
      while (next < batch.length) {
        const { requestID, body, target } = batch[next] as (typeof batch)[0];
        next += 1;
        const { name, ...where } = target;
        const result = await functions.get(name)?.(proxyEventOf({ ...where, body, requestID }), {} as Context);
        const mistake = mistakeOf(result?.statusCode, result?.body ?? '');
        if (mistake) wrong.push(`${requestID} ${name}: ${mistake}: ${body.toString('base64')}`);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    await arrivalOf(kept, batch.length);
    for (const { requestID, body } of batch) {
      const hash = createHash('sha1').update(body).digest('base64');
      if (kept.get(requestID) !== hash) wrong.push(`${requestID}: not kept to the byte: ${body.toString('base64')}`);
    }
    kept.clear();
    onProgress(Math.min(bodies, done + BATCH));
  }
  await table.terminate();
  return wrong;
}

/** The table's thread tells what it got by another way than it answers, and may be behind. Two seconds at most. */
async function arrivalOf(kept: ReadonlyMap<string, string>, count: number): Promise<void> {
  for (let wait = 0; kept.size < count && wait < 200; wait += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
}

function mistakeOf(status: number | undefined, body: string): string | undefined {
  if (status !== 200 && status !== 400) return `status ${status}`;
  try {
    const { errCode } = decodeAsGo(body);
    return (errCode === 0) === (status === 200) ? undefined : `status ${status} with ${errCode}`;
  } catch (error) {
    return `no envelope (${error}): ${body}`;
  }
}

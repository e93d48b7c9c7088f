import { readdir, rm } from 'node:fs/promises';
import type { Context } from 'aws-lambda';
import { expect, it, onTestFinished, vi } from 'vitest';
import { logTo } from '../../../functions/callback/last-resort.ts';
import type { CallbackName } from '../../../functions/openim/catalogue.ts';
import { createRedeliver } from '../../../infra/local/functions.ts';
import { queueLateRecords } from '../../../infra/local/late-records.ts';
import { startQueue } from '../../../infra/local/local-queue.ts';
import { bodyOf } from '../../support/bodies.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { type Fault, startFaultProxy } from '../../support/fault-proxy.ts';
import { LogLines } from '../../support/log-lines.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { auditTable, found } from '../../support/table.ts';

const BEFORE = 'before-set-group-member-info';
const AFTER = 'after-join-group';

/** Starts a receiver that outlives its answers, and whose table and queue do not answer in time. */
async function lateReceiver(table: Fault, queue: Fault) {
  const stored = await auditTable();
  const toTable = await startFaultProxy(stored.endpoint);
  const directory = await emptyDirectory();
  const local = await startQueue(directory);
  const toQueue = await startFaultProxy(local.url);
  onTestFinished(() => Promise.all([toTable.close(), toQueue.close(), local.close()]).then(() => {}));
  const taken: string[] = [];
  const log = new LogLines();
  const late = queueLateRecords(local, ({ outcome }) => taken.push(outcome), logTo(log));
  const settings = { FALLBACK_QUEUE_URL: toQueue.endpoint + new URL(local.url).pathname };
  const functions = await loadFunctions(toTable.endpoint, settings, { lastResort: late.lastResort });
  await toTable.break(['PutItem'], table);
  await toQueue.break(['SendMessage'], queue);
  const sendLate = async (name: CallbackName, body: unknown = bodyOf(name)) => {
    const { answer } = await call(functions, name, { body }, { getRemainingTimeInMillis: () => 1_300 } as Context);
    await late.settled();
    return answer;
  };
  const deliver = async () => {
    await toTable.mend();
    local.deliverTo(createRedeliver(functions.runtime));
    await vi.waitFor(async () => expect(await readdir(directory)).toEqual([]), { timeout: 15_000 });
  };
  return { stored, directory, log: log.lines, taken, sendLate, deliver };
}

it('puts what was out of time into the queue after its answer, and nothing into the log', async () => {
  const { stored, log, taken, sendLate, deliver } = await lateReceiver('hangs', 'hangs');

  expect(await sendLate(AFTER)).toMatchObject({ actionCode: 1, errCode: 5503 });
  expect(taken).toEqual(['recorded']);
  await deliver();

  expect(await found(stored, { index: 'byGroup', id: 'g-100' })).toMatchObject([
    { outcome: 'recorded', body: JSON.stringify(bodyOf(AFTER)) },
  ]);
  expect(log).toEqual([]);
});

it('keeps a large one apart from what the queue took of it before', async () => {
  const { stored, sendLate, deliver } = await lateReceiver('hangs', 'writes, then hangs');
  const ex = Array.from({ length: 40_000 }, () => crypto.randomUUID()).join('');

  expect(await sendLate(BEFORE, { ...bodyOf(BEFORE), ex })).toMatchObject({ nextCode: 1 });
  await deliver();

  const records = await found(stored, { index: 'byGroup', id: String(bodyOf(BEFORE).groupID) });
  expect(records.map(({ outcome, event }) => [outcome, event?.ex === ex])).toEqual([['refused', true]]);
});

it('logs what the queue does not take either', async () => {
  const { directory, log, taken, sendLate } = await lateReceiver('hangs', 'hangs');
  await rm(directory, { recursive: true });

  expect(await sendLate(AFTER)).toMatchObject({ actionCode: 1 });

  expect(taken).toEqual([]);
  expect(log.filter((line) => line.startsWith('restore:'))).toHaveLength(1);
});

import { readdir } from 'node:fs/promises';
import type { Context } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallbackOutcome } from '../../../functions/callback/callback-outcome.ts';
import { startQueue } from '../../../infra/local/local-queue.ts';
import { bodyOf } from '../../support/bodies.ts';
import { loadFunctions } from '../../support/call.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { proxyEventOf } from '../../support/proxy-event.ts';
import { auditTable, everyItem } from '../../support/table.ts';

/** Starts a receiver whose table and queue can fail. Its clock moves forward by hand. */
async function receiver() {
  const table = await auditTable();
  const toTable = await startFaultProxy(table.endpoint);
  onTestFinished(() => toTable.close());
  const directory = await emptyDirectory();
  const queue = await startQueue(directory);
  onTestFinished(() => queue.close());
  const toQueue = await startFaultProxy(queue.url);
  onTestFinished(() => toQueue.close());
  const settings = { FALLBACK_QUEUE_URL: toQueue.endpoint + new URL(queue.url).pathname };
  const outcomes: CallbackOutcome[] = [];
  let later = 0;
  const now = () => performance.now() + later;
  const functions = await loadFunctions(toTable.endpoint, settings, {
    now,
    report: (handled) => outcomes.push(handled),
  });
  const join = functions.get('after-join-group');
  const call = async (operation: string, context: Partial<Context> = {}) => {
    const event = proxyEventOf({ body: { ...bodyOf('after-join-group'), operationID: operation } });
    await join?.(event, context as Context);
  };
  const stored = async () => ({
    table: (await everyItem(table)).map(({ operationID }) => operationID).sort(),
    queue: (await readdir(directory)).length,
  });
  const wait = (milliseconds: number) => {
    later += milliseconds;
  };
  return { toTable, toQueue, call, stored, outcomes, wait };
}

it('leaves a table alone for a while after it hung, and returns to it later', async () => {
  const { toTable, call, stored, outcomes, wait } = await receiver();
  await toTable.break(['PutItem'], 'hangs');

  await call('waits for the table');
  const requests = toTable.asked().length;
  await call('goes to the queue');
  await toTable.mend();
  await call('leaves the table alone');
  expect(toTable.asked()).toHaveLength(requests);
  expect(await stored()).toEqual({ table: [], queue: 3 });

  wait(5_000);
  await call('tries the table');
  expect(outcomes.at(-1)).toMatchObject({ storedIn: 'table', error: undefined });
  await call('is back');
  expect(await stored()).toEqual({ table: ['is back', 'tries the table'], queue: 3 });
});

it('asks the table after the queue, when that does not take a record either', async () => {
  const { toTable, toQueue, call, stored } = await receiver();
  await toTable.break(['PutItem'], 'fails');
  await call('is in the queue');
  await toTable.mend();
  await toQueue.break(['SendMessage'], 'fails');

  await call('is in the table');

  expect(await stored()).toEqual({ table: ['is in the table'], queue: 1 });
});

it('gives a queue that is busy for a moment another chance', async () => {
  const { toTable, toQueue, call, stored } = await receiver();
  await toTable.break(['PutItem'], 'fails');
  await toQueue.break(['SendMessage'], 'fails');

  const called = call('is in the queue');
  await new Promise((resolve) => setTimeout(resolve, 200));
  await toQueue.mend();
  await called;

  expect(await stored()).toEqual({ table: [], queue: 1 });
});

describe('of a table that throttles a write', () => {
  it('asks no second time, and leaves the table to the others', async () => {
    const { toTable, call, stored } = await receiver();
    await toTable.break(['PutItem'], 'throttles');
    await call('is throttled');
    expect(toTable.asked()).toEqual(['PutItem']);
    await toTable.mend();
    await call('is not');

    expect(await stored()).toEqual({ table: ['is not'], queue: 1 });
  });

  it('takes the throttle for a sign that the table is back', async () => {
    const { toTable, call, stored, wait } = await receiver();
    await toTable.break(['PutItem'], 'fails');
    await call('fails');
    await toTable.break(['PutItem'], 'throttles');
    wait(5_000);
    await call('is throttled');
    await toTable.mend();
    await call('is not');

    expect(await stored()).toEqual({ table: ['is not'], queue: 2 });
  });
});

it('does not blame a table that had no time to answer', async () => {
  const { toTable, call, stored } = await receiver();
  await toTable.break(['PutItem'], 'hangs');
  await call('has no time', { getRemainingTimeInMillis: () => 400 });
  await toTable.mend();
  await call('is in the table');

  expect((await stored()).table).toEqual(['is in the table']);
});

import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { logTo } from '../../../functions/callback/last-resort.ts';
import { createRedeliver } from '../../../infra/local/functions.ts';
import { queueLateRecords } from '../../../infra/local/late-records.ts';
import { startQueue } from '../../../infra/local/local-queue.ts';
import { restore } from '../../../infra/operator/audit/audit-restore.ts';
import { bodyOf } from '../../support/bodies.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { type Fault, startFaultProxy } from '../../support/fault-proxy.ts';
import { LogLines } from '../../support/log-lines.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { auditTable, everyItem, found } from '../../support/table.ts';

const NAME = 'before-set-group-member-info';
const body = bodyOf(NAME);
const groupID = String(body.groupID);

interface Faults {
  /** Fault of the table's writes. */
  readonly table?: Fault;
  /** Fault of the queue's. */
  readonly queue?: Fault;
}

/**
 * A function whose table and queue can be broken, with its log.
 *
 * @param isLocal on one machine, refusals go to the queue after their answers
 */
async function receiver(isLocal = false) {
  const table = await auditTable();
  const toTable = await startFaultProxy(table.endpoint);
  const messages = await emptyDirectory();
  const queue = await startQueue(messages);
  const toQueue = await startFaultProxy(queue.url);
  onTestFinished(() => Promise.all([toTable.close(), toQueue.close(), queue.close()]).then(() => {}));
  const log = new LogLines();
  const late = queueLateRecords(queue, () => {}, logTo(log));
  const settings = { FALLBACK_QUEUE_URL: toQueue.endpoint + new URL(queue.url).pathname };
  const lastResort = isLocal ? late.lastResort : logTo(log);
  const functions = await loadFunctions(toTable.endpoint, settings, { lastResort });

  const send = async (sent: Parameters<typeof call>[2] = { body }, name: Parameters<typeof call>[1] = NAME) => {
    const { answer } = await call(functions, name, sent, { getRemainingTimeInMillis: () => 1_300 } as Context);
    await late.settled();
    return answer.nextCode;
  };
  const sendWith = async (faults: Faults, ...sent: Parameters<typeof send>) => {
    await toTable.break(['PutItem'], faults.table ?? 'is slow');
    await toQueue.break(['SendMessage'], faults.queue ?? 'fails');
    const nextCode = await send(...sent);
    await toTable.mend();
    await toQueue.mend();
    return nextCode;
  };
  const restoreLog = async () => {
    const file = join(await emptyDirectory(), 'lost.log');
    await writeFile(file, log.lines.join(''));
    return restore(table, file);
  };
  const redeliver = async () => {
    queue.deliverTo(createRedeliver(functions.runtime));
    await vi.waitFor(async () => expect(await readdir(messages)).toEqual([]), { timeout: 30_000 });
  };
  const verdicts = async () =>
    (await found(table, { index: 'byGroup', id: groupID })).map(({ decision }) => decision?.verdict).sort();
  return { table, send, sendWith, restoreLog, redeliver, verdicts };
}

describe('1: judged record nowhere, refusal in the log', () => {
  it('shows nothing until a restore puts the refusal', async () => {
    const { sendWith, restoreLog, verdicts } = await receiver();
    expect(await sendWith({ table: 'fails' })).toBe(1);
    expect(await verdicts()).toEqual([]);

    expect(await restoreLog()).toMatchObject({ records: 1 });

    expect(await verdicts()).toEqual(['refuse']);
  });

  it('restores a refusal that is no repeat of the same event when it was allowed later', async () => {
    const { send, sendWith, redeliver, restoreLog, verdicts } = await receiver();
    expect(await sendWith({ table: 'fails' })).toBe(1);
    expect(await send()).toBe(0);
    await redeliver();

    expect(await restoreLog()).toMatchObject({ records: 1 });

    expect(await verdicts()).toEqual(['allow', 'refuse']);
  });
});

describe('2: judged record in the table, refusal in the log', () => {
  it('shows the judged record until a restore corrects it, and keeps it for its repeats', async () => {
    const { table, send, sendWith, redeliver, restoreLog, verdicts } = await receiver();
    expect(await sendWith({ table: 'loses answers' })).toBe(1);
    expect(await send()).toBe(0);
    await redeliver();
    expect(await verdicts()).toEqual(['allow', 'allow']);

    expect(await restoreLog()).toMatchObject({ records: 1 });

    expect(await verdicts()).toEqual(['allow', 'refuse']);
    const [first, ...others] = (await everyItem(table)).toSorted((a, b) => a.eventID.length - b.eventID.length);
    expect(first).toMatchObject({ outcome: 'refused', body: JSON.stringify(body), event: { groupID } });
    expect(others).toMatchObject([{ repeatOf: first?.eventID, outcome: 'allowed' }]);
  });

  it('corrects a repeat, so that two requests have two records, however often the log is restored', async () => {
    const { table, send, sendWith, restoreLog } = await receiver();
    expect(await send({ body, requestID: 'r-1' })).toBe(0);
    expect(await sendWith({ table: 'hangs after good answers' }, { body, requestID: 'r-2' })).toBe(1);

    for (const _ of ['once', 'again']) expect(await restoreLog()).toMatchObject({ records: 1 });

    const items = await everyItem(table);
    const outcomes = Object.fromEntries(items.map(({ requestID, outcome }) => [requestID, outcome]));
    expect(outcomes).toEqual({ 'r-1': 'allowed', 'r-2': 'refused' });
    expect(items).toHaveLength(2);
  });
});

describe('3: judged record in the queue, refusal in the log', () => {
  it('shows the judged record after redelivery, and the refusal after the restore', async () => {
    const { table, sendWith, redeliver, restoreLog, verdicts } = await receiver();
    expect(await sendWith({ table: 'fails', queue: 'writes, then hangs' })).toBe(1);
    expect(await verdicts()).toEqual([]);

    await redeliver();
    expect(await verdicts()).toEqual(['allow']);
    expect(await restoreLog()).toMatchObject({ records: 1 });

    expect(await everyItem(table)).toMatchObject([{ outcome: 'refused', decision: { verdict: 'refuse' } }]);
  });
});

describe('4: judged record in the queue, refusal restored', () => {
  it('keeps the refusal and drops the judged record', async () => {
    const { table, sendWith, restoreLog, redeliver } = await receiver();
    expect(await sendWith({ table: 'fails', queue: 'writes, then hangs' })).toBe(1);
    expect(await restoreLog()).toMatchObject({ records: 1 });

    await redeliver();

    expect(await everyItem(table)).toMatchObject([{ outcome: 'refused' }]);
  });

  it('keeps both refusals of an event that was refused twice', async () => {
    const { table, sendWith, restoreLog, redeliver } = await receiver();
    for (const requestID of ['r-1', 'r-2'])
      expect(await sendWith({ table: 'fails', queue: 'writes, then hangs' }, { body, requestID })).toBe(1);
    expect(await restoreLog()).toMatchObject({ records: 2 });

    await redeliver();

    expect((await everyItem(table)).map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  });

  it('keeps the refusal of a callback that nothing judges', async () => {
    const { table, sendWith, restoreLog, redeliver } = await receiver();
    const command = 'callbackBeforeInviteJoinGroupCommand';
    const sent = { body: { callbackCommand: command, groupID }, pathParameters: { command } };
    expect(await sendWith({ table: 'fails', queue: 'writes, then hangs' }, sent, 'other-callback')).toBe(1);
    expect(await restoreLog()).toMatchObject({ records: 1 });

    await redeliver();

    expect(await everyItem(table)).toMatchObject([{ outcome: 'refused' }]);
  });
});

describe('5: judged record corrected, and a copy of it in the queue', () => {
  it('drops the copy of a first record', async () => {
    const { table, sendWith, restoreLog, redeliver } = await receiver();
    expect(await sendWith({ table: 'loses answers', queue: 'writes, then hangs' })).toBe(1);
    expect(await restoreLog()).toMatchObject({ records: 1 });

    await redeliver();

    expect(await everyItem(table)).toMatchObject([{ outcome: 'refused' }]);
  });

  it('drops the copy of a repeat', async () => {
    const { table, send, sendWith, restoreLog, redeliver, verdicts } = await receiver();
    expect(await send({ body, requestID: 'r-1' })).toBe(0);
    const faults = { table: 'hangs after good answers', queue: 'writes, then hangs' } as const;
    expect(await sendWith(faults, { body, requestID: 'r-2' })).toBe(1);
    expect(await restoreLog()).toMatchObject({ records: 1 });

    await redeliver();

    expect(await verdicts()).toEqual(['allow', 'refuse']);
    expect(await everyItem(table)).toHaveLength(2);
  });
});

describe('6: refusal in the queue as late chunks', () => {
  it.each([
    { table: 'hangs', queue: 'hangs' },
    { table: 'writes, then hangs', queue: 'hangs' },
    { table: 'hangs', queue: 'writes, then hangs' },
    { table: 'writes, then hangs', queue: 'writes, then hangs' },
  ] as const)('shows the refusal once: table $table, queue $queue', async (faults) => {
    const { table, sendWith, redeliver } = await receiver(true);
    expect(await sendWith(faults)).toBe(1);

    await redeliver();

    expect(await everyItem(table)).toMatchObject([{ outcome: 'refused', decision: { verdict: 'refuse' } }]);
  });
});

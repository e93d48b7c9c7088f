import type { SQSEvent } from 'aws-lambda';
import { expect, it, onTestFinished } from 'vitest';
import { chunksOf } from '../../functions/audit/transport.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import { createRedeliver } from '../../infra/local/functions.ts';
import { call, loadFunctions } from '../support/call.ts';
import { deriveAll } from '../support/derive.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { isRecord } from '../support/stream.ts';
import { auditTable, everyItem } from '../support/table.ts';

const MEMBERS = ['m-1', 'm-2', 'm-3', 'm-4'];
const body = {
  callbackCommand: 'callbackAfterDisMissGroupCommand',
  groupID: 'g-1',
  ownerID: 'm-1',
  membersID: MEMBERS,
};
const first = { body, requestID: 'request-1', receivedAt: '2026-03-04T05:06:07.089Z' };

/** A table with a record and its entries. */
async function derived() {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  await call(functions, 'after-dismiss-group', first);
  await deriveAll(table);
  const before = await everyItem(table);
  expect(before).toHaveLength(MEMBERS.length);
  /** Returns the items that are new. The others must be as they were. */
  const added = async () => {
    await deriveAll(table);
    const after = await everyItem(table);
    const ids = new Set(before.map(({ eventID }) => eventID));
    expect(after.filter(({ eventID }) => ids.has(eventID))).toEqual(expect.arrayContaining(before));
    return after.filter(({ eventID }) => !ids.has(eventID));
  };
  return { table, functions, before, added };
}

it('changes and adds nothing when it derives a second and a third time', async () => {
  const { table, added } = await derived();

  await Promise.all([deriveAll(table), deriveAll(table)]);

  expect(await added()).toEqual([]);
});

it('changes and adds nothing when a record is delivered by the queue, too', async () => {
  const { functions, before, added } = await derived();
  const redeliver = createRedeliver(functions.runtime);
  const messages = chunksOf(before.find(isRecord) as AuditRecord);
  const Records = [...messages, ...messages].map((text, index) => ({ messageId: `m-${index}`, body: text }));

  expect(await redeliver({ Records } as SQSEvent)).toEqual({ batchItemFailures: [] });

  expect(await added()).toEqual([]);
});

it('changes and adds nothing when a request is written again after a lost answer', async () => {
  const { table, added } = await derived();
  const way = await startFaultProxy(table.endpoint);
  onTestFinished(() => way.close());
  await way.break(['PutItem'], 'loses good answers');

  const { status } = await call(await loadFunctions(way.endpoint), 'after-dismiss-group', first);

  expect(status).toBe(200);
  expect(await added()).toEqual([]);
});

it('adds a repeat with entries of its own, and changes nothing else', async () => {
  const { functions, before, added } = await derived();
  const again = { ...first, requestID: 'request-2', receivedAt: '2026-03-04T05:07:00.000Z' };

  await call(functions, 'after-dismiss-group', again);

  const items = await added();
  expect(items.map(({ userID }) => userID).sort()).toEqual(MEMBERS);
  const { eventID } = before.find(isRecord) ?? {};
  expect(items.map(({ repeatOf }) => repeatOf)).toEqual(MEMBERS.map(() => eventID));
  expect(await added()).toHaveLength(items.length);
});

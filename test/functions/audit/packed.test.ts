import { randomBytes, randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemSize, unitsOf } from '../../../functions/audit/item-size.ts';
import type { StoredItem } from '../../../functions/audit/items.ts';
import { put } from '../../../functions/audit/put.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { type AuditRecord, recordOf } from '../../../functions/record/record.ts';
import { loadFunctions } from '../../support/call.ts';
import { AUTHENTICATED } from '../../support/proxy-event.ts';
import { realRequests, sendCallback } from '../../support/send-callback.ts';
import { auditTable, comparable, everyItem, everyRecord, found } from '../../support/table.ts';

const never = new AbortController().signal;
const RECEIVED_AT = '2026-03-04T05:06:07.089000Z';

function recordWith(body: Buffer, event?: Record<string, unknown>, more: object = {}): AuditRecord {
  const received = { requestID: randomUUID(), receivedAt: RECEIVED_AT, sourceIP: '192.0.2.7', body, ...more };
  const command = 'callbackAfterDisMissGroupCommand';
  return recordOf({ command, ...received }, { outcome: 'recorded', groupID: 'g', userID: 'u', event });
}

/** A record of 2 kB, whose body repeats its event. */
function usual(more: object = {}, field = 'ex'): AuditRecord {
  const event = { groupID: 'g', [field]: 'you are welcome here, all of you. '.repeat(24) };
  return recordWith(Buffer.from(JSON.stringify(event)), event, more);
}

/** Writes a record as earlier versions did. */
async function putPlain({ client, name }: Table, record: AuditRecord): Promise<void> {
  await client.send(new PutItemCommand({ TableName: name, Item: plainItemOf(record) }));
}

const plainItemOf = (record: AuditRecord): StoredItem => marshall(record, { allowImpreciseNumbers: true });

const isPacked = (item: object) => 'packed' in item;

const Value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    ...[fc.string({ unit: 'grapheme' }), fc.boolean(), fc.constant(null), fc.integer()],
    fc.oneof(
      fc.constant(1.5e-7),
      fc.constant(2 ** 53),
      fc.constant(-1.25e30),
      fc.constant(Number('12345678901234567890')),
    ),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), tie('value'), { maxKeys: 5 }),
  ),
})).value;

it('is read as the same record that is not packed, whatever its event and body', async () => {
  const [ofPacked, ofPlain] = [await auditTable(), await auditTable()];
  const records: AuditRecord[] = [];
  // Bodies over 4 kB are always packed. Of shorter ones, some events leave no unit to save.
  const filling = 'x'.repeat(4_097);
  const Body = fc.oneof(
    fc.uint8Array(),
    fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(`\ufeff${text}\n`)),
  );
  const Event = fc.option(fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), Value), { nil: undefined });
  fc.assert(
    fc.property(Body, Event, (body, event) => {
      const operationID = String(records.length);
      records.push(recordWith(Buffer.concat([body, Buffer.from(filling)]), event, { operationID }));
    }),
    { numRuns: 30 },
  );
  for (const record of records) {
    await put(ofPacked, record, never);
    await putPlain(ofPlain, record);
  }

  expect((await everyItem(ofPacked)).every(isPacked)).toBe(true);
  const byID = (all: AuditRecord[]) =>
    all.map(comparable).sort((a, b) => (String(a.eventID) < String(b.eventID) ? -1 : 1));
  expect(byID(await everyRecord(ofPacked))).toEqual(byID(await everyRecord(ofPlain)));
});

it('takes the fewest units for each body of a running server, and gives it back', async () => {
  const [table, ofPlain] = [await auditTable(), await auditTable()];
  const functions = await loadFunctions(table.endpoint, { RECORD_MESSAGES: 'whole' });
  for (const { path, body } of realRequests())
    await sendCallback(functions, path.slice(1).split('?')[0] ?? '', {
      body,
      headers: AUTHENTICATED,
      receivedAt: RECEIVED_AT,
    });

  const items = await everyItem(table);
  const records = await everyRecord(table);
  for (const record of records) await putPlain(ofPlain, record);
  const plainUnits = new Map(records.map((record) => [record.eventID, unitsOf(itemSize(plainItemOf(record)))]));
  for (const item of items) {
    const units = unitsOf(itemSize(marshall(item)));
    expect(units, item.eventID).toBeLessThanOrEqual(2);
    expect(isPacked(item), item.eventID).toBe((plainUnits.get(item.eventID) ?? 0) > units);
  }
  expect(items.filter(isPacked).length).toBeGreaterThan(20);
  expect(records).toEqual(await everyRecord(ofPlain));
  const sent = realRequests().filter(({ body }) => !body.includes('secret'));
  expect(records.map(({ body }) => body)).toEqual(expect.arrayContaining(sent.map(({ body }) => body)));
});

it.each([
  { of: 'of one unit', record: recordWith(Buffer.from('{"groupID":"g"}'), { groupID: 'g' }) },
  { of: 'that does not compress', record: recordWith(randomBytes(1_500)) },
])('is not made for a record $of', async ({ record }) => {
  const table = await auditTable();

  await put(table, record, never);

  expect((await everyItem(table)).map(comparable)).toEqual([comparable(record)]);
});

it('is not made in a cold start, and is made afterwards', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const wireName = 'callbackAfterCreateGroupCommand';
  const sent = ['a', 'b'].map((groupID) => ({
    callbackCommand: wireName,
    groupID,
    introduction: 'welcome '.repeat(90),
  }));
  for (const body of sent)
    await sendCallback(functions, wireName, { body: JSON.stringify(body), receivedAt: RECEIVED_AT });

  const packed = (await everyItem(table)).map((item) => [item.groupID, isPacked(item)]);
  expect(Object.fromEntries(packed)).toEqual({ a: false, b: true });
  expect((await everyRecord(table)).map(({ event }) => event?.introduction)).toEqual(
    sent.map((body) => body.introduction),
  );
});

describe('a repeat', () => {
  it('has its packed event and no body', async () => {
    const table = await auditTable();
    const [first, second] = [usual(), usual({ requestID: 'another' })];
    const event = { ...second.event, ex: randomBytes(1_000).toString('hex') };

    expect([await put(table, first, never), await put(table, { ...second, event }, never)]).toEqual([
      'first',
      'repeat',
    ]);

    expect((await everyItem(table)).map(isPacked)).toEqual([true, true]);
    const [repeat] = (await found(table, { index: 'byUser', id: 'u' })).filter(({ repeatOf }) => repeatOf);
    const { body: _body, ...rest } = second;
    const eventID = `${first.eventID}#another`;
    expect(repeat).toEqual({ ...rest, event, eventID, dayShard: repeat?.dayShard, repeatOf: first.eventID });
  });

  it('of a body that is not JSON has neither', async () => {
    const table = await auditTable();
    for (const requestID of ['a', 'b'])
      await put(table, recordWith(Buffer.alloc(9_000, 'x'), undefined, { requestID }), never);

    const items = await everyItem(table);
    expect(items.map((item) => [isPacked(item), item.repeatOf !== undefined]).sort()).toEqual([
      [false, true],
      [true, false],
    ]);
  });
});

it('is written once for all deliveries of a relay, also after one that did not pack it', async () => {
  const table = await auditTable();
  const relay = { id: randomUUID(), sequence: 7 };
  const delivery = (requestID: string) => usual({ requestID, relay });

  const results: unknown[] = [];
  for (const [requestID, isCold] of [
    ['a', true],
    ['b', false],
    ['c', true],
  ] as const)
    results.push(await put(table, delivery(requestID), never, { isCold, onAgain: () => {} }));

  expect(results).toEqual(['first', 'again', 'again']);
  expect((await everyItem(table)).map(isPacked)).toEqual([false]);
  expect(await everyRecord(table)).toEqual([delivery('a')]);
});

import { randomBytes } from 'node:crypto';
import { type AttributeValue, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { put } from '../../../functions/audit/put.ts';
import { storedForm } from '../../../functions/audit/stored-form.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { recordOf } from '../../../functions/record/record.ts';
import { auditTable, found } from '../../support/table.ts';

/** More than one request for whole records can have. */
const COUNT = 126;

/** Events two minutes apart, over the end of a day. */
async function putMany(table: Table): Promise<string[]> {
  const start = Date.parse('2026-03-04T22:00:00.000Z');
  const records = Array.from({ length: COUNT }, (_, index) => {
    const receivedAt = new Date(start + index * 120_000).toISOString();
    const received = { requestID: `r${index}`, receivedAt, sourceIP: '', command: 'c', body: Buffer.from(`${index}`) };
    return recordOf(received, { outcome: 'recorded', groupID: 'g', userID: `u${index % 2}`, operationID: 'op' });
  });
  for (const record of records) await put(table, record, new AbortController().signal);
  return records.map(({ receivedAt }) => receivedAt).reverse();
}

it('finds records newest first, of a day, of a group on a day, and no more than wanted', async () => {
  const table = await auditTable();
  const times = await putMany(table);
  const timesOf = async (...args: Parameters<typeof found> extends [unknown, ...infer Rest] ? Rest : never) =>
    (await found(table, ...args)).map(({ receivedAt }) => receivedAt);

  expect(await timesOf({ index: 'byGroup', id: 'g' })).toEqual(times);
  expect(await timesOf({ index: 'byOperation', id: 'op' }, 3)).toEqual(times.slice(0, 3));
  expect(await timesOf({ index: 'byUser', id: 'u1' })).toEqual(times.filter((_, index) => index % 2 === 0));
  expect(await timesOf({ index: 'byDay', day: '2026-03-04' })).toEqual(times.slice(-60));
  expect(await timesOf({ index: 'byDay', day: '2026-03-05' }, 7)).toEqual(times.slice(0, 7));
  expect(await timesOf({ index: 'byDay', day: '2026-03-06' })).toEqual([]);
  expect(await timesOf({ index: 'byGroup', id: 'g', day: '2026-03-05' })).toEqual(times.slice(0, 66));
  expect(await timesOf({ index: 'byGroup', id: 'nobody' })).toEqual([]);
});

it('reads times of three digits and of six, and puts the former after the others of their millisecond', async () => {
  const table = await auditTable();
  const times = ['07.088999Z', '07.089000Z', '07.089001Z', '07.089Z', '07.090000Z'].map(
    (end) => `2026-03-04T05:06:${end}`,
  );
  for (const [index, receivedAt] of times.toReversed().entries()) {
    const received = { requestID: `r${index}`, receivedAt, sourceIP: '', command: 'c', body: Buffer.from(`${index}`) };
    await put(table, recordOf(received, { outcome: 'recorded', groupID: 'g' }), new AbortController().signal);
  }

  for (const wanted of [
    { index: 'byGroup', id: 'g', day: '2026-03-04' },
    { index: 'byDay', day: '2026-03-04' },
  ] as const)
    expect((await found(table, wanted)).map(({ receivedAt }) => receivedAt)).toEqual(times.toReversed());
});

const received = { requestID: 'r', receivedAt: '2026-03-04T05:06:07.089Z', sourceIP: '', command: 'c' };

it('reads numbers back as they are stored, integers of 2^53 and more with all of their digits', async () => {
  const table = await auditTable();
  const event = {
    safe: [0, -1, 2 ** 53 - 1, 0.1, 1.5e-7, -9e-130],
    large: [2 ** 53, -(2 ** 63), Number('12345678901234567890'), 1e22, 9e125],
  };
  const record = recordOf({ ...received, body: Buffer.from('{}') }, { outcome: 'recorded', groupID: 'g', event });

  await put(table, record, new AbortController().signal);

  const [read] = await found(table, { index: 'byGroup', id: 'g' });
  const large = [2n ** 53n, -9_223_372_036_854_776_000n, 12_345_678_901_234_567_000n, 10n ** 22n, 9n * 10n ** 125n];
  expect(read?.event).toEqual({ ...event, large });
});

/** An item as other means than the receiver's could write it. */
async function putForeign({ client, name }: Table, id: string, fields: Record<string, AttributeValue>) {
  const keys = { eventID: { S: id }, groupID: { S: 'g' }, receivedAt: { S: received.receivedAt } };
  await client.send(new PutItemCommand({ TableName: name, Item: { ...keys, ...fields } }));
}

it('reads a number that only other means could write, as near as it can', async () => {
  const table = await auditTable();
  const number = { M: { x: { N: '12345678901234567890.5' } } };
  await putForeign(table, 'foreign', { command: { S: 'c' }, outcome: { S: 'recorded' }, event: number });

  const [read] = await found(table, { index: 'byGroup', id: 'g' });
  expect(read?.event).toEqual({ x: Number('12345678901234567890.5') });
});

const large = recordOf({ ...received, body: randomBytes(500_000) }, { outcome: 'recorded', groupID: 'g' });

it.each([
  { what: 'nothing but keys', fields: {}, reason: 'unreadable fields: command, outcome' },
  {
    what: 'fields of other types',
    fields: {
      command: { N: '1e3' },
      outcome: { S: 'recorded' },
      event: { L: [] },
      decision: { M: { verdict: { S: 'allow' }, rules: { M: {} } } },
      body: { B: Buffer.from('{}') },
    },
    reason: 'unreadable fields: body, command, decision, event',
  },
  {
    what: 'a number of parts beyond any',
    fields: { parts: { N: '1e11' } },
    reason: /^100000000000 of .* are missing; /,
  },
  {
    what: 'no number of parts',
    fields: { parts: { S: 'two' } },
    reason: /^its parts are damaged; unreadable fields: /,
  },
])('shows a record that has $what, why, and every other one', async ({ fields, reason }) => {
  const table = await auditTable();
  await put(table, large, new AbortController().signal);
  await putForeign(table, 'foreign', fields);

  const records = await found(table, { index: 'byGroup', id: 'g' });

  expect(records.find(({ eventID }) => eventID === large.eventID)).toEqual(large);
  expect(records.find(({ eventID }) => eventID === 'foreign')?.reason).toEqual(expect.stringMatching(reason));
});

it('shows a record whose parts are damaged, why, and every other one', async () => {
  const table = await auditTable();
  const other = recordOf({ ...received, body: Buffer.from('{}') }, { outcome: 'recorded', groupID: 'g' });
  for (const record of [large, other]) await put(table, record, new AbortController().signal);
  const part = (await storedForm(large, true)).parts[0]?.eventID?.S ?? '';
  await putForeign(table, part, { bytes: { B: Buffer.from('damaged') } });

  const records = await found(table, { index: 'byGroup', id: 'g' });

  expect(records.find(({ eventID }) => eventID === other.eventID)).toEqual(other);
  const { bodyBytes: _bytes, ...rest } = large;
  expect(records.find(({ eventID }) => eventID === large.eventID)).toEqual({
    ...rest,
    reason: 'its parts are damaged',
  });
});

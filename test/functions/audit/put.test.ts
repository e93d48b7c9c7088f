import { randomBytes, randomUUID } from 'node:crypto';
import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { itemSize } from '../../../functions/audit/item-size.ts';
import { native } from '../../../functions/audit/items.ts';
import type { Head, ItemPart } from '../../../functions/audit/parts.ts';
import { put } from '../../../functions/audit/put.ts';
import { join } from '../../../functions/audit/readable.ts';
import { storedForm } from '../../../functions/audit/stored-form.ts';
import { type AuditRecord, recordOf } from '../../../functions/record/record.ts';

import { summaryOf } from '../../../functions/record/summary.ts';
import { sampled } from '../../support/sampled.ts';
import { auditTable, comparable, everyItem, found } from '../../support/table.ts';

const never = new AbortController().signal;

function recordWith(body: Buffer, fields: { requestID?: string; event?: Record<string, unknown> } = {}): AuditRecord {
  const received = {
    requestID: fields.requestID ?? randomUUID(),
    receivedAt: '2026-03-04T05:06:07.089Z',
    sourceIP: '192.0.2.7',
    command: 'callbackAfterDisMissGroupCommand',
    body,
  };
  return recordOf(received, { outcome: 'recorded', groupID: 'g', userID: 'u', event: fields.event });
}

/** A client whose connection breaks after some requests. */
function failingAfter(client: DynamoDBClient, requests: number): DynamoDBClient {
  let left = requests;
  const send = (...args: Parameters<DynamoDBClient['send']>) => {
    left -= 1;
    if (left < 0) throw new Error('the connection broke');
    return client.send(...args);
  };
  return new Proxy(client, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
}

it('takes a write that is tried again after its answer was lost for what it is', async () => {
  const table = await auditTable();
  const record = recordWith(Buffer.from('{}'));

  expect(await put(table, record, never)).toBe('first');
  expect(await put(table, record, never)).toBe('first');

  expect(await everyItem(table)).toEqual([record]);
});

it('keeps the same event of other requests as repeats of the first, each once, in every index at its own time', async () => {
  const table = await auditTable();
  const event = { nickName: 'A' };
  const at = (minute: number) => ({
    ...recordWith(Buffer.from('{}'), { requestID: `r-${minute}`, event }),
    receivedAt: `2026-03-04T05:0${minute}:00.000Z`,
    operationID: 'op',
  });
  const [first, second, third] = [at(1), at(2), at(3)];

  for (const record of [first, third, second, second, third]) {
    expect(await put(table, record, never)).toBe(record === first ? 'first' : 'repeat');
  }

  const repeat = ({ body: _body, ...record }: AuditRecord) => ({
    ...record,
    eventID: `${first.eventID}#${record.requestID}`,
    dayShard: expect.stringMatching(/^2026-03-04#[0-9]$/),
    repeatOf: first.eventID,
  });
  const expected = [repeat(third), repeat(second), first];
  expect(await found(table, { index: 'byGroup', id: 'g' })).toEqual(expected);
  expect(await found(table, { index: 'byUser', id: 'u' })).toEqual(expected);
  expect(await found(table, { index: 'byOperation', id: 'op' })).toEqual(expected);
  expect(await found(table, { index: 'byDay', day: '2026-03-04' })).toEqual(expected);
  expect(await everyItem(table)).toHaveLength(3);
});

it('summarises a record whose event cannot be stored by the reason', async () => {
  const table = await auditTable();
  const record = recordWith(Buffer.from('{}'), { event: { nickname: 'A', age: Symbol('not storable') } });
  expect(record.summary).toContain('nickname');

  await put(table, record, never);

  const [{ event, outcome, reason, summary } = { reason: undefined }] = await everyItem(table);
  expect({ event, outcome, reason }).toEqual({
    event: undefined,
    outcome: 'failed',
    reason: 'DynamoDB rejected the event: UnmarshallableItem',
  });
  expect(summary).toBe(summaryOf({ reason }));
});

it('spreads repeats of one event over the shards of their day', async () => {
  const table = await auditTable();
  for (let request = 0; request < 50; request += 1) await put(table, recordWith(Buffer.from('{}')), never);

  const shards = new Set((await everyItem(table)).map(({ dayShard }) => dayShard));
  expect(shards.size).toBeGreaterThan(5);
});

it('writes nothing once the signal has aborted', async () => {
  const table = await auditTable();

  await expect(put(table, recordWith(Buffer.from('{}')), AbortSignal.abort())).rejects.toThrow(/abort/i);

  expect(await everyItem(table)).toEqual([]);
});

it('keeps the body of an event that the table does not take', async () => {
  const table = await auditTable();
  const record = recordWith(Buffer.from('{"x":1}'), { event: { x: Number.POSITIVE_INFINITY } });

  await put(table, record, never);
  await put(table, recordWith(Buffer.from('{"y":1}'), { event: { y: 1e300 } }), never);

  const kept = await found(table, { index: 'byGroup', id: 'g' });
  expect(kept.map(({ outcome, event, body }) => ({ outcome, event, body }))).toEqual(
    expect.arrayContaining([
      { outcome: 'failed', body: '{"x":1}' },
      { outcome: 'failed', body: '{"y":1}' },
    ]),
  );
});

it.each([false, true])('keeps an event that is much larger than its body, in a cold start: %s', async (isCold) => {
  const table = await auditTable();
  const record = recordWith(Buffer.from('{"y":1}'), { event: { y: 'y'.repeat(500_000) } });

  await put(table, record, never, { isCold });

  expect(await found(table, { index: 'byGroup', id: 'g' })).toEqual([record]);
});

describe('a record that is larger than an item', () => {
  const membersID = Array.from({ length: 100_000 }, (_, index) => `${1_000_000_000 + index * 7}`);

  const bodies = [
    { of: '100,000 members', body: Buffer.from(JSON.stringify({ membersID })), event: { membersID } },
    { of: '6 MB that do not compress', body: Buffer.from(randomBytes(4_500_000).toString('base64')), event: { a: 1 } },
    { of: 'bytes that are not UTF-8', body: randomBytes(1_000_000), event: undefined },
  ] as const;

  it.each(sampled(bodies, ({ of }) => of !== '6 MB that do not compress'))(
    'comes back whole: $of',
    async ({ body, event }) => {
      const table = await auditTable();
      const record = recordWith(body, event ? { event } : {});

      await put(table, record, never);

      const [whole] = await found(table, { index: 'byUser', id: 'u' });
      expect(whole?.event).toEqual(event);
      expect(Buffer.from(whole?.bodyBytes ?? whole?.body ?? '').equals(body)).toBe(true);
      const repeat = { ...record, requestID: 'another', ...(event && { event: { changed: true } }) };
      expect(await put(table, repeat, never)).toBe('repeat');
      const both = await found(table, { index: 'byUser', id: 'u' });
      const first = both.find(({ repeatOf }) => repeatOf === undefined);
      expect(comparable(first ?? {})).toEqual(comparable(whole ?? {}));
      expect(both.find(({ repeatOf }) => repeatOf === record.eventID)?.event).toEqual(repeat.event);
      expect({ ...whole, event: 0, body: 0, bodyBytes: 0 }).toEqual({ ...record, event: 0, body: 0, bodyBytes: 0 });
    },
  );

  it('is whole or not there at all, and says when parts of it are gone', async () => {
    const table = await auditTable();
    const record = recordWith(randomBytes(1_000_000));
    const { parts } = await storedForm(record, true);

    await expect(put({ ...table, client: failingAfter(table.client, parts.length) }, record, never)).rejects.toThrow();
    expect(await found(table, { index: 'byUser', id: 'u' })).toEqual([]);

    await put(table, record, never);
    const Key = { eventID: parts[1]?.eventID ?? { S: '' } };
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));
    expect(await found(table, { index: 'byUser', id: 'u' })).toMatchObject([
      { eventID: record.eventID, reason: `1 of the ${parts.length} parts are missing` },
    ]);
  });

  it('begins where an item is full', async () => {
    const bytes = randomBytes(420_000);
    const largest = 396 * 1_024;
    const sizeOf = async (count: number) =>
      itemSize((await storedForm(recordWith(bytes.subarray(0, count)), true)).head);
    // Bytes that do not compress add as many to the item, and three for each block.
    const count = 400_000 + largest - (await sizeOf(400_000));
    expect(await sizeOf(count)).toBe(largest);

    for (const [length, items] of [
      [count, 1],
      [count + 1, 3],
    ] as const) {
      const table = await auditTable();
      const record = recordWith(bytes.subarray(0, length));
      await put(table, record, never);

      expect(await everyItem(table)).toHaveLength(items);
      expect((await found(table, { index: 'byUser', id: 'u' })).map(comparable)).toEqual([comparable(record)]);
    }
  });
});

describe('parts of a record that was packed twice', async () => {
  const packedOnce = async () => {
    const { head, parts } = await storedForm(recordWith(randomBytes(900_000)), true);
    return { head: native<Head>(head), parts: parts.map((part) => native<ItemPart>(part)) };
  };
  const [a, b] = [await packedOnce(), await packedOnce()];
  const withoutDigest = <Item extends { digest?: string }>({ digest: _digest, ...item }: Item) => item;

  it('are reported when they mix, even if they can be unpacked', () => {
    const [first, ...others] = a.parts;
    const mixed = [first, ...b.parts.slice(1)].filter((part) => part !== undefined);
    expect(others.length).toBeGreaterThan(0);
    for (const parts of [mixed, b.parts.map(withoutDigest)]) {
      expect(join(a.head, parts)).toMatchObject({ reason: 'its parts are damaged' });
      expect(join(a.head, parts)).not.toHaveProperty('bodyBytes');
    }
  });

  it('are read when all are of the same write, which need not be that of the head', () => {
    for (const head of [a.head, b.head]) {
      const record = join(head, a.parts);
      expect(record).toHaveProperty('bodyBytes');
      expect(record).not.toHaveProperty('reason');
      expect(record).not.toHaveProperty('digest');
    }
  });

  it('are read when they and the head are of an older version, without a digest', () => {
    expect(join(withoutDigest(a.head), a.parts.map(withoutDigest))).toHaveProperty('bodyBytes');
  });
});

import { randomBytes, randomUUID } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import { type AttributeValue, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { put } from '../../../functions/audit/put.ts';
import { type AuditRecord, recordOf } from '../../../functions/record/record.ts';
import { auditTable, comparable, everyItem, found } from '../../support/table.ts';

const never = new AbortController().signal;

function recordWith(body: Buffer, event?: Record<string, unknown>): AuditRecord {
  const received = { requestID: randomUUID(), receivedAt: '2026-03-04T05:06:07.089000Z', sourceIP: '192.0.2.7', body };
  const command = 'callbackAfterDisMissGroupCommand';
  return recordOf({ command, ...received }, { outcome: 'recorded', groupID: 'g', userID: 'u', event });
}

/** A record of 2 kB, whose body repeats its event. */
function usual(field = 'ex'): AuditRecord {
  const event = { groupID: 'g', [field]: 'you are welcome here, all of you. '.repeat(24) };
  return recordWith(Buffer.from(JSON.stringify(event)), event);
}

describe('a packed record that is damaged', () => {
  const bytesOf = ({ packed }: Record<string, AttributeValue>) => Buffer.from(packed?.B ?? []);
  const flipped = (bytes: Buffer) =>
    Buffer.from(bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte)));

  it.each<{ how: string; damage: (bytes: Buffer) => AttributeValue }>([
    { how: 'by one bit', damage: (bytes) => ({ B: flipped(bytes) }) },
    {
      how: 'in its checksum',
      damage: (bytes) => ({ B: Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]) }),
    },
    { how: 'by its end', damage: (bytes) => ({ B: bytes.subarray(0, -9) }) },
    { how: 'to nothing', damage: () => ({ B: Buffer.alloc(0) }) },
    { how: 'to text', damage: () => ({ S: 'damaged' }) },
    { how: 'to null', damage: () => ({ NULL: true }) },
    { how: 'to other JSON', damage: () => ({ B: zstdCompressSync('[') }) },
    { how: 'to 65 MB', damage: () => ({ B: zstdCompressSync(`{"event":{}}\n${' '.repeat(65 * 1_024 * 1_024)}`) }) },
  ])('$how says so, and hides no other', async ({ damage }) => {
    const table = await auditTable();
    const [record, other] = [usual(), usual('other')];
    for (const each of [record, other]) await put(table, each, never);
    const stored = marshall((await everyItem(table)).find(({ eventID }) => eventID === record.eventID) ?? {});
    const Item = { ...stored, packed: damage(bytesOf(stored)) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));

    const records = await found(table, { index: 'byGroup', id: 'g' });

    expect(records.find(({ eventID }) => eventID === other.eventID)).toEqual(other);
    const { event: _event, body: _body, ...rest } = record;
    expect(records.find(({ eventID }) => eventID === record.eventID)).toEqual({
      ...rest,
      reason: 'its packed event and body are damaged',
    });
  });
});

describe('a packed record of an earlier version', () => {
  const params = { [constants.ZSTD_c_enableLongDistanceMatching]: 1, [constants.ZSTD_c_windowLog]: 24 };

  it.each([
    { of: 'with text', record: usual() },
    { of: 'with bytes', record: recordWith(randomBytes(600_000)) },
  ])('$of is read from its parts', async ({ record }) => {
    const table = await auditTable();
    const { event, body, bodyBytes, ...rest } = record;
    const fields = bodyBytes ? { event, bodyBase64: Buffer.from(bodyBytes).toString('base64') } : { event, body };
    const packed = zstdCompressSync(JSON.stringify(fields), { params });
    const half = packed.length >> 1;
    const parts = [packed.subarray(0, half), packed.subarray(half)].map((bytes, index) => ({
      ...{ eventID: `${record.eventID}#${record.requestID}#part${index + 1}`, partOf: record.eventID, bytes },
    }));
    for (const item of [...parts, { ...rest, parts: 2 }])
      await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) }));

    expect((await found(table, { index: 'byGroup', id: 'g' })).map(comparable)).toEqual([comparable(record)]);
  });
});

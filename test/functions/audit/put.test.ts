import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { put } from '../../../functions/audit/put.ts';
import { type AuditRecord, recordOf } from '../../../functions/audit/record.ts';
import { auditTable, everyItem, found } from '../../support/table.ts';

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

it('takes a write that is tried again after its answer was lost for what it is', async () => {
  const table = await auditTable();
  const record = recordWith(Buffer.from('{}'));

  expect(await put(table, record, never)).toBe('first');
  expect(await put(table, record, never)).toBe('first');

  expect(await everyItem(table)).toEqual([record]);
});

it('keeps the same event of another request as a repeat of the first, once', async () => {
  const table = await auditTable();
  const first = recordWith(Buffer.from('{}'), { requestID: 'first' });
  const second = recordWith(Buffer.from('{}'), { requestID: 'second' });

  await put(table, first, never);

  expect(await put(table, second, never)).toBe('repeat');
  expect(await put(table, second, never)).toBe('repeat');
  expect(await found(table, { index: 'byGroup', id: 'g' })).toEqual([first]);
  expect((await everyItem(table)).filter(({ repeatOf }) => repeatOf === first.eventID)).toMatchObject([
    { requestID: 'second', repeatedAt: first.receivedAt },
  ]);
});

it('writes nothing once the signal has aborted', async () => {
  const table = await auditTable();

  await expect(put(table, recordWith(Buffer.from('{}')), AbortSignal.abort())).rejects.toThrow(/abort/i);

  expect(await everyItem(table)).toEqual([]);
});

describe('a record that is larger than an item', () => {
  const membersID = Array.from({ length: 100_000 }, (_, index) => `${1_000_000_000 + index * 7}`);

  it.each([
    { of: '100,000 members', body: Buffer.from(JSON.stringify({ membersID })), event: { membersID } },
    { of: '6 MB that do not compress', body: Buffer.from(randomBytes(4_500_000).toString('base64')), event: { a: 1 } },
    { of: 'bytes that are not UTF-8', body: randomBytes(1_000_000), event: undefined },
  ])('comes back whole: $of', async ({ body, event }) => {
    const table = await auditTable();
    const record = recordWith(body, event ? { event } : {});

    await put(table, record, never);

    const [whole] = await found(table, { index: 'byUser', id: 'u' });
    expect(whole?.event).toEqual(event);
    expect(Buffer.from(whole?.bodyBytes ?? whole?.body ?? '').equals(body)).toBe(true);
    expect({ ...whole, event: 0, body: 0, bodyBytes: 0 }).toEqual({ ...record, event: 0, body: 0, bodyBytes: 0 });
  });
});

import { expect, it } from 'vitest';
import { put } from '../../../functions/audit/put.ts';
import { recordOf } from '../../../functions/audit/record.ts';
import type { AuditTable } from '../../../functions/audit/table.ts';
import { auditTable, found } from '../../support/table.ts';

const COUNT = 250;

/** Events a minute apart, over the end of a day. */
async function putMany(table: AuditTable): Promise<string[]> {
  const start = Date.parse('2026-03-04T22:00:00.000Z');
  const records = Array.from({ length: COUNT }, (_, index) => {
    const receivedAt = new Date(start + index * 60_000).toISOString();
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
  expect(await timesOf({ index: 'byDay', day: '2026-03-04' })).toEqual(times.slice(-120));
  expect(await timesOf({ index: 'byDay', day: '2026-03-05' }, 7)).toEqual(times.slice(0, 7));
  expect(await timesOf({ index: 'byDay', day: '2026-03-06' })).toEqual([]);
  expect(await timesOf({ index: 'byGroup', id: 'g', day: '2026-03-05' })).toEqual(times.slice(0, 130));
  expect(await timesOf({ index: 'byGroup', id: 'nobody' })).toEqual([]);
});

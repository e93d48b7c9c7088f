import { expect, it } from 'vitest';
import { Backlog, itemOf } from '../../../infra/local/backlog.ts';
import { putRecorded, recorded } from '../../support/recorded.ts';
import { auditTable } from '../../support/table.ts';

const joined = (userID: string) =>
  recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g', userID }, at: '2026-03-04T05:06:07Z' });

it('holds few items of many records, and gives all of them in their order', async () => {
  const table = await auditTable();
  const backlog = new Backlog();
  const records = Array.from({ length: 200 }, (_, index) => joined(`u${index}`));
  for (const record of records) backlog.add(record);
  const last = records.at(-1) ?? joined('none');
  await putRecorded(table, last);

  const taken = Array.from(records, () => backlog.take());

  expect(taken.map((waiting) => waiting?.eventID)).toEqual(records.map(({ eventID }) => eventID));
  expect(taken.filter((waiting) => waiting?.item).length).toBeLessThan(100);
  expect(backlog.take()).toBeUndefined();
  expect(await itemOf(table, taken.at(-1) ?? last)).toEqual(last);
  expect(await itemOf(table, { eventID: 'expired', receivedAt: last.receivedAt })).toBeUndefined();
});

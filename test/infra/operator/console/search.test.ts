import { expect, it } from 'vitest';
import { readLine } from '../../../../infra/operator/console/query-line.ts';
import { search } from '../../../../infra/operator/console/search.ts';
import { putRecorded, recorded } from '../../../support/recorded.ts';
import { auditTable } from '../../../support/table.ts';

const START = Date.parse('2026-03-04T05:00:00Z');
const after = (minutes: number) => new Date(START + minutes * 60_000);
const joined = (userID: string, minutes: number) =>
  recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g', userID }, at: after(minutes) });

it('ends where a range that moves on with the time has passed the cursor', async () => {
  const table = await auditTable();
  await putRecorded(table, joined('old', 1), joined('new', 2));
  const line = (minutes: number) => readLine('since:2h', after(minutes));

  const first = await search(table, line(119), { cursor: undefined, limit: 1 });
  const later = await search(table, line(130), { cursor: first.searched.cursor, limit: 1 });

  expect(first.rows).toMatchObject([{ userID: 'new' }]);
  expect(first.searched.from).toBe(first.rows[0]?.receivedAt);
  expect(later).toEqual({
    rows: [],
    searched: { from: after(10).toISOString(), rowsRead: 0, readUnits: 0, requests: 0 },
  });
});

it('marks the clean-up after a dismissal, but not a dismissal of a group without members', async () => {
  const table = await auditTable();
  const dismissed = (groupID: string, membersID: string[], minutes: number) =>
    recorded({ callback: 'AfterDisMissGroup', event: { groupID, ownerID: 'o', membersID }, at: after(minutes) });
  await putRecorded(table, dismissed('g', ['a'], 1), dismissed('g', [], 1.01), dismissed('empty', [], 2));

  const { rows } = await search(table, readLine('', after(3)), { cursor: undefined, limit: 10 });

  expect(rows.map(({ groupID, isCleanUp }) => ({ groupID, isCleanUp }))).toEqual([
    { groupID: 'empty', isCleanUp: undefined },
    { groupID: 'g', isCleanUp: true },
    { groupID: 'g', isCleanUp: undefined },
  ]);
});

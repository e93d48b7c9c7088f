import { expect, it } from 'vitest';
import { select } from '../../../../functions/audit/select.ts';
import { groupStory } from '../../../../infra/operator/console/stories/group-story.ts';
import { putRecorded, recorded } from '../../../support/recorded.ts';
import { auditTable } from '../../../support/table.ts';

const minute = (minutes: number) => new Date(Date.parse('2026-03-04T05:00:00Z') + minutes * 60_000);
const kicked = (minutes: number, ...kickedUserIDs: string[]) =>
  recorded({ callback: 'AfterKickGroup', event: { groupID: 'g', kickedUserIDs }, at: minute(minutes) });

it('ends before older records once a story names many people, and says how far it goes back', async () => {
  const table = await auditTable();
  await putRecorded(table, kicked(1, 'a', 'b'), kicked(2, 'c', 'd'), kicked(3, 'e', 'f'));

  const story = await groupStory(table, 'g', { maxUsers: 3 });

  expect(story.changes.map(({ userIDs }) => userIDs)).toEqual([
    ['c', 'd'],
    ['e', 'f'],
  ]);
  expect(story.readBackTo).toBe(kicked(2, 'c', 'd').receivedAt);
  expect((await groupStory(table, 'g', { maxUsers: 7 })).readBackTo).toBeUndefined();
});

it('reads at most as many records together as is asked for', async () => {
  const table = await auditTable();
  await putRecorded(table, ...Array.from({ length: 7 }, (_, index) => kicked(index, 'a')));
  const requests = async (recordsAtOnce: number) => {
    const options = { limit: 100, isFiltered: true, isWhole: true, recordsAtOnce };
    const all = { row: () => true, record: () => true };
    const selection = select(table, { index: 'byGroup', id: 'g' }, all, options);
    expect(await Array.fromAsync(selection)).toHaveLength(7);
    return selection.requests;
  };

  expect(await requests(2)).toBe((await requests(7)) + 3);
});

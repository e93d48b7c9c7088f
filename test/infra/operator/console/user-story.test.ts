import { expect, it } from 'vitest';
import { userStory } from '../../../../infra/operator/console/stories/user-story.ts';
import { putRecorded, recorded } from '../../../support/recorded.ts';
import { auditTable } from '../../../support/table.ts';

const event = { groupID: 'g', userID: 'u' };

it('takes no replay for something that happened', async () => {
  const table = await auditTable();
  const joined = recorded({ callback: 'AfterJoinGroup', event, at: '2026-03-04T05:00:00Z' });
  const left = recorded({ callback: 'AfterQuitGroup', event, at: '2026-03-04T06:00:00Z', replayOf: '0'.repeat(32) });
  await putRecorded(table, joined, left);

  const { groups } = await userStory(table, 'u', () => new Date('2026-03-04T07:00:00Z'));

  expect(groups).toMatchObject([{ groupID: 'g', stays: [{ from: joined.receivedAt }], events: 2 }]);
  expect(groups[0]?.stays[0]).not.toHaveProperty('until');
});

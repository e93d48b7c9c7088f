import { afterAll } from 'vitest';
import { putVersion } from '../../functions/policy/versions.ts';
import { openConsole } from './console.ts';
import { EVENTS, minutesAgo } from './page-events.ts';
import { putRecorded, recorded } from './recorded.ts';
import { auditTable } from './table.ts';

/** Policy for all groups. */
export const POLICY = {
  mode: 'enforce',
  nickName: [{ kind: 'terms', id: 'staff', terms: ['admin'], errCode: 5050, message: 'Kept for our staff.' }],
};

const CREATED = recorded({
  callback: 'AfterCreateGroup',
  event: { groupID: 'g77', groupName: '周末登山', creatorUserID: 'u0', ownerUserID: 'u0', initMemberList: [] },
  at: minutesAgo(10),
});

/** Starts a console with events, a policy and a receiver, for all tests of a file. */
export async function openFilledConsole() {
  const table = await auditTable(afterAll);
  await putRecorded(table, ...EVENTS, CREATED);
  const health = {
    startedAt: minutesAgo(60).toISOString(),
    calls: 1234,
    latencyMs: { median: 4.25, p99: 31 },
    losses: { maxEventsPerSecond: 470, lost: 17, of: 1000 },
    queueDepth: 2,
    writeFailures: { queued: 3, onlyLogged: 1 },
  };
  const lastCall = { at: minutesAgo(1).toISOString(), callback: 'AfterJoinGroup', outcome: 'recorded' };
  const opened = await openConsole(table, { receiver: async () => ({ health, lastCall }) }, afterAll);
  await putVersion(opened.policy, '*', POLICY, {
    changedAt: minutesAgo(30).toISOString(),
    author: 'mei',
    note: 'Staff',
  });
  return { ...opened, table };
}

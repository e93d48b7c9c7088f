import { expect, it, vi } from 'vitest';
import type { EventRow } from '../../../../infra/console/contract/events.ts';
import { pollingFollow } from '../../../../infra/operator/console/follow/polled-events.ts';
import { readLine } from '../../../../infra/operator/console/query-line.ts';
import { putRecorded, recorded } from '../../../support/recorded.ts';
import { auditTable, type TestTable } from '../../../support/table.ts';

const START = Date.parse('2026-03-04T05:00:00Z');
const PATIENT = { timeout: 9_000, interval: 5 };

const joined = (userID: string, seconds: number) =>
  recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g', userID }, at: new Date(START + seconds * 1_000) });

/** Follows a table with a clock that stands still. */
function followed(table: TestTable, maxRows = 100) {
  const [rows, failures]: [EventRow[], unknown[]] = [[], []];
  let leftOut = 0;
  const now = () => new Date(START);
  const stop = pollingFollow(table, { intervalMs: 10, lookBackMs: 10_000, maxRows, now })(readLine('', now()), {
    onRows: (found) => void rows.push(...found),
    onGap: (count) => {
      leftOut += count;
    },
    onFailure: (error) => void failures.push(error),
  });
  return { users: () => rows.map(({ userID }) => userID), failures, leftOut: () => leftOut, stop };
}

it('reports what is written late, with a time before the first poll, and nothing that was there', async () => {
  const table = await auditTable();
  await putRecorded(table, joined('there', -2));
  const following = followed(table);
  await putRecorded(table, joined('new', 0));
  await vi.waitFor(() => expect(following.users()).toEqual(['new']), PATIENT);

  await putRecorded(table, joined('late', -5));

  await vi.waitFor(() => expect(following.users()).toEqual(['new', 'late']), PATIENT);
  following.stop();
});

it('says that events are missing when there are more than a poll reads', async () => {
  const table = await auditTable();
  await putRecorded(table, ...Array.from({ length: 12 }, (_, index) => joined(`u${index}`, index / 10)));

  const following = followed(table, 5);

  await vi.waitFor(() => expect(following.leftOut()).toBeGreaterThan(0), PATIENT);
  following.stop();
  expect(following.users()).toEqual(['u7', 'u8', 'u9', 'u10', 'u11']);
});

it('reports a failure each time, and goes on', async () => {
  const table = await auditTable();
  const following = followed({ ...table, name: 'another-table' });

  await vi.waitFor(() => expect(following.failures.length).toBeGreaterThan(1), PATIENT);

  following.stop();
});

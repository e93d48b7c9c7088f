import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { putLate } from '../../../../functions/audit/put-late.ts';
import type { EventRow } from '../../../../infra/console/contract/events.ts';
import { pollingFollow } from '../../../../infra/operator/console/follow/polled-events.ts';
import { readLine } from '../../../../infra/operator/console/query-line.ts';
import { putRecorded, recorded } from '../../../support/recorded.ts';
import { auditTable, type TestTable } from '../../../support/table.ts';

const START = Date.parse('2026-03-04T05:00:00Z');
const PATIENT = { timeout: 9_000, interval: 5 };

const joined = (userID: string, seconds: number) =>
  recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g', userID }, at: new Date(START + seconds * 1_000) });

/** Follows a table with a clock that stands still, and without pauses. */
function followed(table: TestTable) {
  const [rows, failures]: [EventRow[], unknown[]] = [[], []];
  const now = () => new Date(START);
  const pause = async () => void (await setTimeout(10));
  const stop = pollingFollow(table, { now, pause })(readLine('', now()), {
    onRows: (found) => void rows.push(...found),
    onGap: () => {},
    onFailure: (error) => void failures.push(error),
  });
  onTestFinished(() => void stop());
  return { users: () => rows.map(({ userID }) => userID), failures };
}

it('reports what is written later, also from the queue, and nothing that was there', async () => {
  const table = await auditTable();
  await putRecorded(table, joined('there', -2));
  const following = followed(table);
  await putRecorded(table, joined('new', 0));
  await vi.waitFor(() => expect(following.users()).toEqual(['new']), PATIENT);

  await putRecorded(table, joined('written later', -5));
  await putLate(table, joined('from the queue', -3_600), new AbortController().signal, new Date(START));

  const users = () => following.users().toSorted();
  await vi.waitFor(() => expect(users()).toEqual(['from the queue', 'new', 'written later']), PATIENT);
});

it('reports a failure each time, and goes on', async () => {
  const table = await auditTable();
  const { failures } = followed({ ...table, name: 'another-table' });

  await vi.waitFor(() => expect(failures.length).toBeGreaterThan(1), PATIENT);
});

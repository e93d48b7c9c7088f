import { setTimeout } from 'node:timers/promises';
import type { SQSEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { list } from '../../functions/audit/query.ts';
import { parseDeriveSettings } from '../../functions/derivation/derive-settings.ts';
import { createPacer } from '../../functions/derivation/pacer.ts';
import type { Slice } from '../../functions/derivation/slices.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import { SLICE_CONCURRENCY } from '../../infra/constructs/derivation.ts';
import { call, loadFunctions } from '../support/call.ts';
import { createDerive } from '../support/derive.ts';
import { insertsOf, isRecord } from '../support/stream.ts';
import { everyItem } from '../support/table.ts';
import { tableInThread } from '../support/table-in-thread.ts';

const MEMBERS = 100_000;
const FIRST_MIDDLE_LAST = [0, MEMBERS / 2, MEMBERS - 1];
const POLL_INTERVAL_MS = 500;

const userID = (index: number) => `member-${index}`;

const seconds = (milliseconds: number) => (milliseconds / 1_000).toFixed(1);

const findsOf = (table: Table, index: number) =>
  Array.fromAsync(list(table, { index: 'byUser', id: userID(index) }, 10));

/** Derives slices with as many functions as the stack has at once, each at the default pace. */
async function deriveSlices(table: Table, slices: readonly Slice[]): Promise<void> {
  const { entriesPerSecond } = parseDeriveSettings({});
  const left = [...slices];
  const derivers = Array.from({ length: SLICE_CONCURRENCY }, async () => {
    const { derive } = createDerive(table, { pacer: createPacer(entriesPerSecond, () => performance.now()) });
    for (let slice = left.shift(); slice; slice = left.shift()) {
      const Records = [{ messageId: String(slice.from), body: JSON.stringify(slice) }];
      expect(await derive({ Records } as SQSEvent)).toEqual({ batchItemFailures: [] });
    }
  });
  await Promise.all(derivers);
}

/** Waits until a search by a member finds something. Returns how long that took. */
async function untilFound(table: Table, index: number, signal: AbortSignal): Promise<number> {
  const startedAt = performance.now();
  while (!signal.aborted && (await findsOf(table, index)).length === 0) await setTimeout(POLL_INTERVAL_MS);
  return performance.now() - startedAt;
}

it('finds a dismissal by each of 100,000 members at the default pace, and derives nothing twice', async () => {
  const table = await tableInThread();
  const functions = await loadFunctions(table.endpoint);
  const membersID = Array.from({ length: MEMBERS }, (_, index) => userID(index));
  const body = { callbackCommand: 'callbackAfterDisMissGroupCommand', groupID: 'g-1', ownerID: userID(0), membersID };

  // Past the deadline, the outcome would be another.
  const sentAt = performance.now();
  expect(await call(functions, 'after-dismiss-group', { body })).toMatchObject({ status: 200, answer: { errCode: 0 } });
  const answeredAt = performance.now();
  const [record] = (await everyItem(table)).filter(isRecord);
  expect(record).toMatchObject({ outcome: 'recorded', userID: userID(0), role: 'owner, member' });

  const slices: Slice[] = [];
  const { derive } = createDerive(table, { sendSlices: async (sent) => void slices.push(...sent) });
  const ended = new AbortController();
  const found = Promise.all(FIRST_MIDDLE_LAST.map((index) => untilFound(table, index, ended.signal)));
  expect(await derive(insertsOf([record ?? {}]))).toEqual({ batchItemFailures: [] });
  await deriveSlices(table, slices).finally(() => ended.abort());

  const before = await everyItem(table);
  expect(new Set(before.flatMap((item) => item.userID ?? [])).size).toBe(MEMBERS);
  for (const index of FIRST_MIDDLE_LAST) {
    const finds = await findsOf(table, index);
    expect(finds.map(({ entryOf, eventID }) => entryOf ?? eventID)).toEqual([record?.eventID]);
    expect(finds[0]?.role).toContain('member');
  }
  const repeatedAt = performance.now();
  await deriveSlices(table, slices.toReversed());
  const repeatedMs = performance.now() - repeatedAt;
  expect(await everyItem(table)).toEqual(before);
  console.info(
    `Answered in ${seconds(answeredAt - sentAt)} s. ` +
      `Found by the first, the middle and the last member after ${(await found).map(seconds).join(' s, ')} s. ` +
      `${slices.length} slices again: ${seconds(repeatedMs)} s.`,
  );
}, 600_000);

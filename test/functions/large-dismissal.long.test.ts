import type { SQSEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { list } from '../../functions/audit/query.ts';
import type { Slice } from '../../functions/derivation/slices.ts';
import { call, loadFunctions } from '../support/call.ts';
import { createDerive } from '../support/derive.ts';
import { insertsOf, isRecord } from '../support/stream.ts';
import { everyItem } from '../support/table.ts';
import { tableInThread } from '../support/table-in-thread.ts';

const MEMBERS = 100_000;
const userID = (index: number) => `member-${index}`;

it('finds a dismissal by each of 100,000 members, and derives nothing twice', async () => {
  const table = await tableInThread();
  const functions = await loadFunctions(table.endpoint);
  const membersID = Array.from({ length: MEMBERS }, (_, index) => userID(index));
  const body = { callbackCommand: 'callbackAfterDisMissGroupCommand', groupID: 'g-1', ownerID: userID(0), membersID };

  // Past the deadline, the outcome would be another.
  expect(await call(functions, 'after-dismiss-group', { body })).toMatchObject({ status: 200, answer: { errCode: 0 } });
  const [record] = (await everyItem(table)).filter(isRecord);
  expect(record).toMatchObject({ outcome: 'recorded', userID: userID(0), role: 'owner, member' });

  const slices: Slice[] = [];
  const { derive } = createDerive(table, { sendSlices: async (sent) => void slices.push(...sent) });
  const asMessages = (sent: readonly Slice[]) => {
    const Records = sent.map((slice, index) => ({ messageId: String(index), body: JSON.stringify(slice) }));
    return { Records } as SQSEvent;
  };
  const startedAt = performance.now();
  expect(await derive(insertsOf([record ?? {}]))).toEqual({ batchItemFailures: [] });
  for (const slice of slices) expect(await derive(asMessages([slice]))).toEqual({ batchItemFailures: [] });
  const derivedMs = performance.now() - startedAt;

  const before = await everyItem(table);
  expect(new Set(before.flatMap((item) => item.userID ?? [])).size).toBe(MEMBERS);
  for (const index of [0, MEMBERS / 2, MEMBERS - 1]) {
    const found = await Array.fromAsync(list(table, { index: 'byUser', id: userID(index) }, 10));
    expect(found.map(({ entryOf, eventID }) => entryOf ?? eventID)).toEqual([record?.eventID]);
    expect(found[0]?.role).toContain('member');
  }
  const repeatedAt = performance.now();
  expect(await derive(asMessages(slices.toReversed()))).toEqual({ batchItemFailures: [] });
  const repeatedMs = performance.now() - repeatedAt;
  expect(await everyItem(table)).toEqual(before);
  console.info(
    `${slices.length} slices were derived in ${(derivedMs / 1_000).toFixed(1)} s, and again in ${(repeatedMs / 1_000).toFixed(1)} s.`,
  );
}, 480_000);

import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { follow } from '../../../../functions/audit/follow/follow.ts';
import { put } from '../../../../functions/audit/put.ts';
import type { AuditQuery } from '../../../../functions/audit/query.ts';
import type { RowFilter } from '../../../../functions/audit/select-options.ts';
import type { Selected } from '../../../../functions/audit/selection-progress.ts';
import { chunksOf } from '../../../../functions/audit/transport.ts';
import type { Table } from '../../../../functions/dynamodb/table.ts';
import { type AuditRecord, recordOf } from '../../../../functions/record/record.ts';
import { createRedeliver } from '../../../../infra/local/functions.ts';
import { loadFunctions } from '../../../support/call.ts';
import { startFaultProxy } from '../../../support/fault-proxy.ts';
import { sampledRuns } from '../../../support/sampled.ts';
import { auditTable, clear, clientOf } from '../../../support/table.ts';

const START = Date.parse('2026-03-04T23:59:00Z');
const POLL_MS = 2_000;
const MINUTE_MS = 60_000;
const EVERYTHING: RowFilter = { row: () => true, record: () => true };
const OF_DAYS: AuditQuery = { index: 'byDay', since: '', until: '' };

const table = await auditTable(afterAll);
const { runtime } = await loadFunctions(table.endpoint);
beforeEach(() => clear(table));

function recordAt(time: number, name: string): AuditRecord {
  const received = {
    requestID: name,
    receivedAt: new Date(time).toISOString().replace('Z', '000Z'),
    sourceIP: '192.0.2.7',
    command: 'callbackAfterDisMissGroupCommand',
    body: Buffer.from(name),
  };
  const event = { groupID: 'g', ownerID: 'owner', membersID: ['member'] };
  return recordOf(received, {
    outcome: 'recorded',
    groupID: 'g',
    userID: 'owner',
    role: 'owner',
    operationID: 'op',
    event,
  });
}

const record = (name: string, time: number) => put(table, recordAt(time, name), new AbortController().signal);

/** Delivers a record from the queue. */
async function deliver(name: string, receivedAt: number, now: number) {
  const messages = chunksOf(recordAt(receivedAt, name)).map((body) => ({ messageId: name, body }));
  const { batchItemFailures } = await createRedeliver(runtime, () => new Date(now))({ Records: messages } as SQSEvent);
  expect(batchItemFailures).toEqual([]);
}

/** Runs between two polls, and returns by how much later the next one is. */
type Step = (now: number) => Promise<unknown> | unknown;

interface Options {
  readonly wanted?: AuditQuery;
  readonly filter?: RowFilter;
  readonly since?: string;
  readonly from?: Table;
  readonly isWhole?: boolean;
}

/** Follows a query, with a step after each poll, and a last poll. */
async function followed(steps: readonly Step[], options: Options = {}) {
  const { wanted = OF_DAYS, filter = EVERYTHING, since, from = table, isWhole = false } = options;
  const left = [...steps];
  const stop = new AbortController();
  let now = START;
  const said: string[] = [];
  const following = follow(
    from,
    { wanted, filter, isWhole },
    {
      since,
      signal: stop.signal,
      now: () => new Date(now),
      onFailure: (_error, failures) => said.push(`failure ${failures}`),
      onRecovery: () => said.push('recovery'),
      pause: async () => {
        const step = left.shift();
        if (!step) return stop.abort();
        const laterMs = await step(now);
        now += typeof laterMs === 'number' ? laterMs : POLL_MS;
      },
    },
  );
  const rows: Selected[] = [];
  for await (const batch of following) rows.push(...batch);
  return { rows, names: rows.map(({ row }) => names.get(row.eventID) ?? row.eventID), said, following };
}

/** Names of records by their eventIDs. */
const names = { get: (eventID: string) => known.get(eventID) };
const known = new Map<string, string>();

async function given(name: string, receivedAt: number, recordedAt = receivedAt) {
  known.set(recordAt(receivedAt, name).eventID, name);
  if (recordedAt - receivedAt < 10_000) await record(name, receivedAt);
  else await deliver(name, receivedAt, recordedAt);
}

it('yields what is recorded from now on, oldest first and each once, also after midnight', async () => {
  await given('before', START - 1_000);
  const { names: found } = await followed([
    async (now) => {
      await given('second', now + 900);
      await given('first', now + 100);
    },
    (now) => given('received-earlier', now - 8_000),
    () => MINUTE_MS,
    (now) => given('next-day', now),
    () => {},
  ]);

  expect(found).toEqual(['first', 'second', 'received-earlier', 'next-day']);
});

it.each<{ wanted: AuditQuery; isFound: boolean; role?: string }>([
  { wanted: OF_DAYS, isFound: true },
  { wanted: { index: 'byGroup', id: 'g' }, isFound: true },
  { wanted: { index: 'byGroup', id: 'other', alsoIDs: ['g'] }, isFound: true },
  { wanted: { index: 'byUser', id: 'owner' }, isFound: true, role: 'owner' },
  { wanted: { index: 'byUser', id: 'member' }, isFound: true, role: 'member' },
  { wanted: { index: 'byOperation', id: 'op' }, isFound: true },
  { wanted: { index: 'byGroup', id: 'other' }, isFound: false },
  { wanted: { index: 'byUser', id: 'other' }, isFound: false },
  { wanted: { ...OF_DAYS, tests: true }, isFound: false },
])('yields what waited in the queue for hours once it is recorded: $wanted', async ({ wanted, isFound, role }) => {
  const hoursAgo = START - 3 * 60 * MINUTE_MS;
  await given('late-before', hoursAgo, START - 1_000);

  const { names: found, rows } = await followed([(now) => given('late', hoursAgo, now + 500), () => {}, () => {}], {
    wanted,
  });

  expect(found).toEqual(isFound ? ['late'] : []);
  if (!isFound) return;
  expect(rows[0]?.row).toMatchObject({ recordedAt: new Date(START + 500).toISOString(), ...(role && { role }) });
  expect(rows[0]?.record?.body).toBe('late');
});

it('compares late records with the filter, too, and reads whole records when asked to', async () => {
  const filter: RowFilter = { row: () => undefined, record: ({ body }) => body !== 'unwanted' };
  const steps: Step[] = [
    async (now) => {
      for (const name of ['unwanted', 'wanted']) await given(name, now);
    },
    async (now) => {
      await given('unwanted', now - MINUTE_MS, now);
      await given('wanted-late', now - MINUTE_MS, now);
    },
    () => {},
  ];

  const { names: found, rows } = await followed(steps, { filter, isWhole: true });

  expect(found).toEqual(['wanted', 'wanted-late']);
  expect(rows.map((row) => row.record?.body)).toEqual(['wanted', 'wanted-late']);
});

it('says that the table fails, goes on when it answers, and loses and repeats nothing', async () => {
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const from = { ...table, client: clientOf(proxy.endpoint) };
  onTestFinished(() => from.client.destroy());
  const steps: Step[] = [
    (now) => given('a', now),
    () => proxy.break(['Query'], 'resets'),
    (now) => given('b', now),
    (now) => given('late', now - 5 * MINUTE_MS, now),
    () => 10 * MINUTE_MS,
    () => proxy.mend(),
    (now) => given('c', now),
  ];

  const { names: found, said } = await followed(steps, { from, wanted: { index: 'byGroup', id: 'g' } });

  expect(found).toEqual(['a', 'late', 'b', 'c']);
  expect(said).toEqual(['failure 1', 'failure 2', 'failure 3', 'failure 4', 'recovery']);
});

it('throws when the table fails in the beginning', async () => {
  const from = { ...table, name: 'missing' };
  await expect(followed([], { from })).rejects.toThrow(/resource/i);
});

it('goes on from where another one ended, with what was recorded in between', async () => {
  const { following } = await followed([(now) => given('a', now), () => MINUTE_MS, () => {}]);
  await given('b', START - MINUTE_MS, START + 1.5 * MINUTE_MS);
  await given('c', START + 1.2 * MINUTE_MS);

  const { names: found } = await followed([() => 2 * MINUTE_MS, () => {}], { since: following.resumeAt });

  expect(found).toEqual(['b', 'c']);
  expect(following.requests).toBeGreaterThan(0);
});

it('yields everything that is recorded exactly once, whatever delays, breaks and failures there are', async () => {
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const from = { ...table, client: clientOf(proxy.endpoint) };
  onTestFinished(() => from.client.destroy());
  const delayMs = fc.oneof(
    fc.integer({ min: 0, max: 9_999 }),
    fc.integer({ min: 10_000, max: 40_000 }),
    fc.constant(3_600_000),
  );
  const aStep = fc.record({
    delays: fc.array(delayMs, { maxLength: 3 }),
    laterMs: fc.constantFrom(POLL_MS, POLL_MS, 45_000, 4_000_000),
    fault: fc.constantFrom(undefined, undefined, undefined, 'Query', 'BatchGetItem'),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 3, maxLength: 8 }), async (plan) => {
      await clear(table);
      run += 1;
      const expected: string[] = [];
      const steps = plan.map(({ delays, laterMs, fault }, index): Step => {
        return async (now) => {
          await proxy.mend();
          for (const [place, delay] of delays.entries()) {
            const name = `${run}-${index}-${place}`;
            expected.push(name);
            await given(name, now - delay, now);
          }
          if (fault) await proxy.break([fault], 'fails');
          return laterMs;
        };
      });

      const wanted = { index: 'byGroup', id: 'g' } as const;
      const { names: found } = await followed([...steps, () => proxy.mend(), () => {}], { from, wanted });

      expect(found.toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: sampledRuns(40, 3) },
  );
});

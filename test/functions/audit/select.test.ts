import { BatchGetItemCommand, BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { type AuditQuery, InvalidCursor, type Listed } from '../../../functions/audit/query.ts';
import { select } from '../../../functions/audit/select.ts';
import type { RowFilter, SelectOptions } from '../../../functions/audit/select-options.ts';
import { dayShard } from '../../../functions/dynamodb/index-keys.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { sampledRuns } from '../../support/sampled.ts';
import { auditTable } from '../../support/table.ts';

/** DynamoDB takes no more items in one request. */
const MAX_BATCH = 25;

/** Rows of two groups over two days. Some can be decided by their summary, others by their reason alone, which no index has. */
const ROWS = Array.from({ length: 240 }, (_, index) => {
  const receivedAt = new Date(Date.parse('2026-03-04T23:00:00Z') + Math.floor(index / 2) * 60_000).toISOString();
  const eventID = `event-${index}`;
  return {
    eventID,
    receivedAt,
    dayShard: dayShard(receivedAt, eventID),
    groupID: `g${index % 3}`,
    userID: 'u',
    operationID: 'op',
    command: 'c',
    outcome: 'recorded',
    summary: ['yes', 'no', 'maybe'][index % 7] ?? 'no',
    reason: index % 5 === 0 ? 'yes' : 'no',
  };
});

const filter: RowFilter = {
  row: ({ summary }) => (summary === 'maybe' ? undefined : summary === 'yes'),
  record: ({ summary, reason }) => summary === 'yes' || (summary === 'maybe' && reason === 'yes'),
};

const isKept = (row: (typeof ROWS)[number]) =>
  row.summary === 'yes' || (row.summary === 'maybe' && row.reason === 'yes');

const table = await auditTable(afterAll);
await putAll(table, ROWS);

async function putAll({ client, name }: Table, items: readonly object[]) {
  const requests = items.map((item) => ({ PutRequest: { Item: marshall(item) } }));
  for (let from = 0; from < requests.length; from += MAX_BATCH)
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests.slice(from, from + MAX_BATCH) } }));
}

/** Reads all pages of a selection. */
async function pagesOf(wanted: AuditQuery, options: SelectOptions) {
  const rows: Listed[] = [];
  const ends: (string | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const selection = select(table, wanted, filter, { ...options, cursor });
    const page = await Array.fromAsync(selection, ({ row }) => row);
    expect(page.length).toBeLessThanOrEqual(options.limit);
    rows.push(...page);
    ends.push(selection.end);
    cursor = selection.cursor;
  } while (cursor !== undefined);
  return { ids: rows.map(({ eventID }) => eventID), times: rows.map(({ receivedAt }) => receivedAt), ends };
}

const TWO_DAYS = { since: '2026-03-04T00:00:00Z', until: '2026-03-06T00:00:00Z' };

it('finds what the filter wants, each once and newest first, whatever the page and its cost', async () => {
  const queries: { wanted: AuditQuery; groups: string[] }[] = [
    { wanted: { index: 'byGroup', id: 'g0' }, groups: ['g0'] },
    { wanted: { index: 'byGroup', id: 'g0', alsoIDs: ['g2', 'g0', 'g-none'] }, groups: ['g0', 'g2'] },
    { wanted: { index: 'byDay', ...TWO_DAYS }, groups: ['g0', 'g1', 'g2'] },
    { wanted: { index: 'byUser', id: 'u' }, groups: ['g0', 'g1', 'g2'] },
  ];
  const options = fc.record({
    limit: fc.integer({ min: 10, max: 50 }),
    maxReadUnits: fc.constantFrom(0.5, 10, 1_000),
    isWhole: fc.boolean(),
    isFiltered: fc.constant(true),
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...queries), options, async ({ wanted, groups }, given) => {
      const { ids, times, ends } = await pagesOf(wanted, given);

      const kept = ROWS.filter((row) => isKept(row) && groups.includes(row.groupID)).map(({ eventID }) => eventID);
      expect(ids.toSorted()).toEqual(kept.toSorted());
      expect(times).toEqual(times.toSorted().reverse());
      expect(ends.at(-1)).toBe('all');
    }),
    { numRuns: sampledRuns(40, 6) },
  );
});

it.each<{ wanted: AuditQuery; groups: string[] }>([
  { wanted: { index: 'byGroup', id: 'g0' }, groups: ['g0'] },
  { wanted: { index: 'byGroup', id: 'g0', alsoIDs: ['g2'] }, groups: ['g0', 'g2'] },
  { wanted: { index: 'byDay', ...TWO_DAYS }, groups: ['g0', 'g1', 'g2'] },
])('reads $wanted.index oldest first, each row once, and without a cursor', async ({ wanted, groups }) => {
  const options = { limit: Number.POSITIVE_INFINITY, isFiltered: true, isOldestFirst: true };

  const rows = await Array.fromAsync(select(table, wanted, filter, options), ({ row }) => row);

  const kept = ROWS.filter((row) => isKept(row) && groups.includes(row.groupID)).map(({ eventID }) => eventID);
  expect(rows.map(({ eventID }) => eventID).toSorted()).toEqual(kept.toSorted());
  expect(rows.map(({ receivedAt }) => receivedAt)).toEqual(rows.map(({ receivedAt }) => receivedAt).toSorted());
  const newest = select(table, wanted, filter, { limit: 1, isFiltered: true });
  await Array.fromAsync(newest);
  expect(() => select(table, wanted, filter, { ...options, cursor: newest.cursor })).toThrow(InvalidCursor);
});

it('reads the records of rows that cannot tell, and no others', async () => {
  const read: string[] = [];
  const counting = watched(table, (command) => {
    if (command instanceof BatchGetItemCommand)
      read.push(...(command.input.RequestItems?.[table.name]?.Keys ?? []).map(({ eventID }) => eventID?.S ?? ''));
  });

  const selection = select(counting, { index: 'byGroup', id: 'g1' }, filter, { limit: 1_000, isFiltered: true });
  const rows = await Array.fromAsync(selection);

  const maybe = ROWS.filter(({ groupID, summary }) => groupID === 'g1' && summary === 'maybe');
  expect(read.toSorted()).toEqual(maybe.map(({ eventID }) => eventID).toSorted());
  expect(rows.filter(({ record }) => record).every(({ row }) => row.summary === 'maybe')).toBe(true);
  expect(selection.compared).toBe(80);
});

it('stops at its maximum of read units in days without anything, and goes on there', async () => {
  const wanted = { index: 'byDay', since: '2026-03-04T12:00:00Z', until: '2026-03-20T00:00:00Z' } as const;

  const { ids, ends } = await pagesOf(wanted, { limit: 1_000, isFiltered: true, maxReadUnits: 20 });

  expect(ids).toHaveLength(ROWS.filter(isKept).length);
  expect(ends.filter((end) => end === 'reads').length).toBeGreaterThan(2);
});

it('ends when it is interrupted, with the place to go on', async () => {
  const controller = new AbortController();
  const wanted = { index: 'byGroup', id: 'g0' } as const;
  const selection = select(table, wanted, filter, { limit: 1_000, isFiltered: true, signal: controller.signal });
  const first: string[] = [];
  for await (const { row } of selection) {
    first.push(row.eventID);
    if (first.length === 3) controller.abort();
  }

  const rest = select(table, wanted, filter, { limit: 1_000, isFiltered: true, cursor: selection.cursor });
  const others = await Array.fromAsync(rest, ({ row }) => row.eventID);

  expect(selection.end).toBe('interrupted');
  expect(first).toHaveLength(3);
  expect([...first, ...others].toSorted()).toEqual(
    ROWS.filter((row) => isKept(row) && row.groupID === 'g0')
      .map(({ eventID }) => eventID)
      .toSorted(),
  );
});

it('interrupts a read that is under way', async () => {
  const controller = new AbortController();
  const interrupting = watched(table, () => controller.abort());

  const selection = select(interrupting, { index: 'byGroup', id: 'g0' }, filter, {
    limit: 10,
    signal: controller.signal,
  });

  expect(await Array.fromAsync(selection)).toEqual([]);
  expect({ end: selection.end, cursor: selection.cursor }).toEqual({ end: 'interrupted', cursor: undefined });
});

it('finds a record once that names several of the wanted people', async () => {
  const at = { receivedAt: '2026-05-04T05:06:07.089000Z', command: 'c', outcome: 'recorded', summary: 'yes' };
  await putAll(table, [
    { ...at, eventID: 'kick', userID: 'alice', dayShard: '2026-05-04#0' },
    { ...at, eventID: 'kick@1', entryOf: 'kick', userID: 'bob' },
    { ...at, eventID: 'kick@2', entryOf: 'kick', userID: 'carol' },
  ]);
  const wanted = { index: 'byUser', id: 'bob', alsoIDs: ['carol', 'alice'] } as const;

  for (const limit of [1, 10]) expect((await pagesOf(wanted, { limit, isFiltered: true })).ids).toEqual(['kick@1']);
});

/** Watches what is sent to a table. */
function watched({ client, name }: Table, see: (command: unknown) => void): Table {
  const send = (command: unknown, ...rest: never[]) => {
    see(command);
    return client.send(command as never, ...rest);
  };
  const watching = new Proxy(client, {
    get: (target, property) => (property === 'send' ? send : Reflect.get(target, property)),
  });
  return { client: watching, name };
}

import { BatchWriteItemCommand, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditQuery, list, query } from '../../../functions/audit/query.ts';
import { dayShard } from '../../../functions/dynamodb/index-keys.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { sampledRuns } from '../../support/sampled.ts';
import { auditTable } from '../../support/table.ts';

/** DynamoDB takes no more items in one request. */
const MAX_BATCH = 25;

const START = Date.parse('2026-03-04T23:59:59.900Z');

/** Times over the end of a day, with three or six digits of a second, many of them equal. */
const time = fc.tuple(fc.nat(3), fc.constantFrom('', '000', '001', '999')).map(([step, sequence]) => {
  const millisecond = new Date(START + step * 60).toISOString();
  return millisecond.replace('Z', `${sequence}Z`);
});

interface Stored {
  readonly eventID: string;
  readonly receivedAt: string;
}

async function putAll({ client, name }: Table, times: readonly string[]): Promise<Stored[]> {
  const items = times.map((receivedAt, index) => ({ eventID: `event-${index}`, receivedAt }));
  const keys = { groupID: 'g', userID: 'u', operationID: 'op', command: 'c', outcome: 'recorded' };
  const requests = items.map((item) => {
    const Item = marshall({ ...item, ...keys, dayShard: dayShard(item.receivedAt, item.eventID) });
    return { PutRequest: { Item } };
  });
  for (let from = 0; from < requests.length; from += MAX_BATCH)
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests.slice(from, from + MAX_BATCH) } }));
  return items;
}

/** Reads all pages, and checks that each continues the last. */
async function readPages(find: typeof list | typeof query, table: Table, wanted: AuditQuery, limit: number) {
  const found: Stored[] = [];
  let cursor: string | undefined;
  do {
    const page = find(table, wanted, limit, cursor);
    const items = await Array.fromAsync<Stored>(page);
    expect(items.length).toBeLessThanOrEqual(limit);
    if (items.length > 0) expect(page.readUnits).toBeGreaterThan(0);
    found.push(...items);
    cursor = page.cursor;
    if (items.length < limit) expect(cursor).toBeUndefined();
  } while (cursor !== undefined);
  return found;
}

const instant = (receivedAt: string) => receivedAt.slice(0, -1).padEnd(29, '0');
const isWithin = ({ receivedAt }: Stored, since: string, until: string) =>
  instant(since) <= instant(receivedAt) && instant(receivedAt) < instant(until);

it('finds each item of a time once, newest first, whatever the page and the index', async () => {
  const indexes = ['byDay', 'byGroup', 'byUser', 'byOperation'] as const;
  const ids = { byGroup: 'g', byUser: 'u', byOperation: 'op' };
  await fc.assert(
    fc.asyncProperty(
      fc.array(time, { maxLength: 40, size: 'max' }),
      fc.tuple(time, time),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(list, query),
      async (times, ends, limit, find) => {
        const table = await auditTable();
        const items = await putAll(table, times);
        const [since = '', until = ''] = ends.sort();
        const expected = items.filter((item) => isWithin(item, since, until)).map(({ eventID }) => eventID);
        for (const index of indexes) {
          const wanted = index === 'byDay' ? { index, since, until } : { index, id: ids[index], since, until };
          const found = await readPages(find, table, wanted, limit);
          expect(found.map(({ eventID }) => eventID).sort()).toEqual(expected.toSorted());
          const order = found.map(({ receivedAt }) => receivedAt);
          expect(order).toEqual(order.toSorted().reverse());
        }
      },
    ),
    { numRuns: sampledRuns(20, 4) },
  );
});

describe('a cursor', () => {
  it('goes on after the item that was read last, in the middle of a page and after that item is gone', async () => {
    const table = await auditTable();
    await putAll(
      table,
      Array.from({ length: 9 }, () => '2026-03-04T05:06:07.089Z'),
    );
    const wanted = { index: 'byDay', day: '2026-03-04' } as const;
    const all = (await Array.fromAsync(list(table, wanted, 100))).map(({ eventID }) => eventID);

    const start = list(table, wanted, 100);
    for (const expected of all.slice(0, 4)) expect((await start.next()).value).toMatchObject({ eventID: expected });
    const Key = { eventID: { S: all[3] ?? '' } };
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));

    const rest = await Array.fromAsync(query(table, wanted, 100, start.cursor));
    expect(rest.map(({ eventID }) => eventID)).toEqual(all.slice(4));
  });

  it.each([
    { what: 'another group', wanted: { index: 'byGroup', id: 'h' } },
    { what: 'another index', wanted: { index: 'byUser', id: 'g' } },
    { what: 'another time', wanted: { index: 'byGroup', id: 'g', day: '2026-03-05' } },
  ] as const)('of a search is not taken for $what', async ({ wanted }) => {
    const table = await auditTable();
    await putAll(table, ['2026-03-04T05:06:07.089Z', '2026-03-04T05:06:07.089Z']);
    const page = list(table, { index: 'byGroup', id: 'g' }, 1);
    await Array.fromAsync(page);

    expect(page.cursor).toMatch(/^[\w-]+$/);
    expect(() => list(table, wanted, 1, page.cursor)).toThrow('The cursor does not belong to this search.');
  });

  it.each(['', 'x', Buffer.from('{"index":"byGroup"}').toString('base64url')])('is not %j', async (cursor) => {
    const table = await auditTable();
    expect(() => query(table, { index: 'byGroup', id: 'g' }, 1, cursor)).toThrow('The cursor does not belong');
  });
});

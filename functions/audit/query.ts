import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { shardsOfDay, toIndexKey } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import { BATCH_SIZE, itemsOf } from './items.ts';
import { type Head, type ItemPart, isHead, partIDs } from './parts.ts';
import { join, readable } from './readable.ts';
import { INDEXES, type IndexName, SORT_KEY } from './table-keys.ts';

/** Selects all records of a day, or those of a group, user or operation. A day is `YYYY-MM-DD` in UTC. */
export type AuditQuery =
  | { readonly index: 'byDay'; readonly day: string }
  | { readonly index: Exclude<IndexName, 'byDay'>; readonly id: string; readonly day?: string | undefined };

/** The attributes of an index entry that suffice to sort and fetch records. */
interface Entry {
  readonly eventID: string;
  readonly receivedAt: string;
}

/** Number of batches to prefetch. */
const BATCHES_AHEAD = 3;

type Item = AuditRecord | Head;

/**
 * Yields complete records, newest first. A damaged record has a `reason` and does not end the query.
 *
 * @param limit maximum number of records
 * @throws errors of the client
 */
export async function* query(table: Table, criteria: AuditQuery, limit: number): AsyncGenerator<AuditRecord> {
  const fetched: Promise<Item[]>[] = [];
  for await (const batch of batchesOf(entriesOf(table, criteria, limit), limit)) {
    const items = itemsOf<Item>(table, batch);
    // Awaited later. Without a handler until then, a failure would end the process.
    items.catch(() => {});
    fetched.push(items);
    if (fetched.length > BATCHES_AHEAD) yield* hydrate(table, await fetched.shift());
  }
  for (const items of fetched) yield* hydrate(table, await items);
}

/** Yields up to `limit` eventIDs, in batches. */
async function* batchesOf(entries: AsyncIterable<Entry>, limit: number): AsyncGenerator<string[]> {
  let batch: string[] = [];
  let left = limit;
  for await (const { eventID } of entries) {
    batch.push(eventID);
    left -= 1;
    if (left === 0) break;
    if (batch.length < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function entriesOf(table: Table, criteria: AuditQuery, limit: number): AsyncGenerator<Entry> {
  if (criteria.index !== 'byDay') return entries(table, criteria.index, criteria.id, limit, criteria.day);
  return mergeNewestFirst(shardsOfDay(criteria.day).map((shard) => entries(table, 'byDay', shard, limit)));
}

async function* entries(table: Table, index: IndexName, id: string, limit: number, day?: string) {
  const pages = paginateQuery(
    { client: table.client, pageSize: Math.min(limit, 1_000) },
    {
      TableName: table.name,
      IndexName: index,
      KeyConditionExpression: `#key = :key${day === undefined ? '' : ' AND begins_with(#time, :day)'}`,
      ProjectionExpression: '#id, #time',
      ExpressionAttributeNames: { '#key': INDEXES[index], '#time': SORT_KEY, '#id': 'eventID' },
      ExpressionAttributeValues: marshall({ ':key': toIndexKey(id), ...(day !== undefined && { ':day': day }) }),
      ScanIndexForward: false,
    },
  );
  for await (const { Items = [] } of pages) yield* Items.map((item) => unmarshall(item) as Entry);
}

/** Merges lists that are sorted newest first. */
async function* mergeNewestFirst(lists: AsyncGenerator<Entry>[]): AsyncGenerator<Entry> {
  const heads = await Promise.all(lists.map((list) => list.next()));
  for (;;) {
    const open = heads.flatMap((head, list) => (head.done ? [] : [{ entry: head.value, list }]));
    const newest = open.reduce(
      (a, b) => (b.entry.receivedAt > a.entry.receivedAt ? b : a),
      open[0] as (typeof open)[0],
    );
    if (!newest) return;
    yield newest.entry;
    heads[newest.list] = await (lists[newest.list] as AsyncGenerator<Entry>).next();
  }
}

/** Yields the records of these items, and joins the parts of split ones. */
async function* hydrate(table: Table, items: readonly Item[] = []): AsyncGenerator<AuditRecord> {
  for (const item of items) {
    yield readable(isHead(item) ? join(item, await itemsOf<ItemPart>(table, partIDs(item))) : item);
  }
}

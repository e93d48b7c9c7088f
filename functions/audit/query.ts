import { BatchGetItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Head, join, type Part, partIDs } from './parts.ts';
import type { AuditRecord } from './record.ts';
import { type AuditTable, INDEXES, type IndexName, indexable, SORT_KEY, shardsOfDay } from './table.ts';

/** What to look for: everything of a day, or what one group, user or operation has, of one day or ever. */
export type Wanted =
  | { readonly index: 'byDay'; readonly day: string }
  | { readonly index: Exclude<IndexName, 'byDay'>; readonly id: string; readonly day?: string | undefined };

/** An index's entry: enough to put records in order and to fetch them. */
interface Entry {
  readonly eventID: string;
  readonly receivedAt: string;
}

/** DynamoDB takes 100 keys a BatchGetItem. Source: Amazon DynamoDB API Reference, BatchGetItem. */
const BATCH_SIZE = 100;

/** Whole records, newest first. Days are `YYYY-MM-DD` in UTC. */
export async function* query(table: AuditTable, wanted: Wanted, limit: number): AsyncGenerator<AuditRecord> {
  let batch: Entry[] = [];
  let left = limit;
  for await (const entry of entriesOf(table, wanted, limit)) {
    if (left === 0) break;
    left -= 1;
    batch.push(entry);
    if (batch.length === BATCH_SIZE) {
      yield* whole(table, batch);
      batch = [];
    }
  }
  yield* whole(table, batch);
}

function entriesOf(table: AuditTable, wanted: Wanted, limit: number): AsyncGenerator<Entry> {
  if (wanted.index !== 'byDay') return entries(table, wanted.index, wanted.id, limit, wanted.day);
  return newestFirst(shardsOfDay(wanted.day).map((shard) => entries(table, 'byDay', shard, limit)));
}

async function* entries(table: AuditTable, index: IndexName, id: string, limit: number, day?: string) {
  const pages = paginateQuery(
    { client: table.client, pageSize: Math.min(limit, 1_000) },
    {
      TableName: table.name,
      IndexName: index,
      KeyConditionExpression: `#key = :key${day === undefined ? '' : ' AND begins_with(#time, :day)'}`,
      ProjectionExpression: '#id, #time',
      ExpressionAttributeNames: { '#key': INDEXES[index], '#time': SORT_KEY, '#id': 'eventID' },
      ExpressionAttributeValues: marshall({ ':key': indexable(id), ...(day !== undefined && { ':day': day }) }),
      ScanIndexForward: false,
    },
  );
  for await (const { Items = [] } of pages) yield* Items.map((item) => unmarshall(item) as Entry);
}

/** Merges lists that are each newest first. */
async function* newestFirst(lists: AsyncGenerator<Entry>[]): AsyncGenerator<Entry> {
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

/** The records of these entries, in their order, with split ones put together. */
async function* whole(table: AuditTable, wanted: readonly Entry[]): AsyncGenerator<AuditRecord> {
  const found = await itemsOf<AuditRecord | Head>(
    table,
    wanted.map(({ eventID }) => eventID),
  );
  for (const item of found) {
    yield 'parts' in item ? join(item, await itemsOf<Part>(table, partIDs(item))) : item;
  }
}

/**
 * The items of these eventIDs, in their order. One that is gone by now, as its retention ended, is left out.
 *
 * @param attributes the names of the ones that are wanted, `eventID` among them; all without it
 */
export async function itemsOf<Item>(
  { client, name }: AuditTable,
  ids: readonly string[],
  abortSignal = new AbortController().signal,
  attributes?: string,
): Promise<Item[]> {
  const found = new Map<string, Item>();
  for (let from = 0; from < ids.length; from += BATCH_SIZE) {
    let keys = ids.slice(from, from + BATCH_SIZE).map((eventID) => marshall({ eventID }));
    while (keys.length > 0) {
      const request = {
        RequestItems: { [name]: { Keys: keys, ConsistentRead: true, ProjectionExpression: attributes } },
      };
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand(request), { abortSignal });
      for (const item of Responses?.[name] ?? []) found.set(item.eventID?.S as string, unmarshall(item) as Item);
      keys = UnprocessedKeys?.[name]?.Keys ?? [];
    }
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

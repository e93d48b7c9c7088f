import { shardsOfDay, toIndexKey } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { InvalidCursor, type Position } from './cursor.ts';
import { type IndexItem, readIndex } from './read-index.ts';
import type { ReadUnits } from './read-units.ts';
import type { IndexName } from './table-keys.ts';
import { TimeRange, type Times } from './time-range.ts';

/** Selects all records of a time range, or those of one group, user or operation. */
export type AuditQuery =
  | ({ readonly index: 'byDay' } & (
      | (Times & { readonly day: string })
      | { readonly day?: undefined; readonly since: string; readonly until: string }
    ))
  | ({
      readonly index: Exclude<IndexName, 'byDay'>;
      readonly id: string;
      /** Further keys of the index. Their items are merged. */
      readonly alsoIDs?: readonly string[];
    } & Times);

export interface Search {
  readonly wanted: AuditQuery;
  /** Number of items that will be taken. */
  readonly limit: number;
  readonly after: Position | undefined;
  readonly units: ReadUnits;
}

/**
 * Yields the items of an index, newest first. Items of the same time have an order that does not change: by their shards, and in a
 * shard as DynamoDB keeps them. So a search that goes on after an item neither loses nor repeats any.
 *
 * @throws {InvalidCursor} when the position is not of this search
 * @throws {RangeError} when a time is not valid
 */
export function searchIndex(table: Table, search: Search): AsyncGenerator<IndexItem> {
  const { wanted, after } = search;
  const range = new TimeRange(wanted);
  const keys = wanted.index === 'byDay' ? shardsOfDay(dayOf(after)) : [toIndexKey(wanted.id) ?? ''];
  const isOfSearch = after?.index === wanted.index && keys.includes(after.key) && range.includes(after.receivedAt);
  if (after && !isOfSearch) throw new InvalidCursor();
  if (wanted.index === 'byDay') return searchDays(table, search, range);
  const { index } = wanted;
  const [key = ''] = keys;
  return readIndex(table, { index, key, range, after, pageSize: search.limit, units: search.units });
}

async function* searchDays(table: Table, search: Search, range: TimeRange): AsyncGenerator<IndexItem> {
  for (const day of range.days()) {
    if (search.after && day > dayOf(search.after)) continue;
    yield* newestFirst(shardsOfDay(day).map((shard) => readShard(table, search, range, shard)));
  }
}

/** Returns the day of a position in the index byDay, whose key begins with it. */
function dayOf(position: Position | undefined): string {
  return position?.key.slice(0, 10) ?? '';
}

/** Shards have about the same number of items each. */
const PAGES_A_SHARD = 5;

/** Reads a shard up to the position. Of the items of its time, those of earlier shards came before it. */
function readShard(table: Table, { limit, after, units }: Search, range: TimeRange, key: string) {
  const pageSize = Math.max(1, Math.ceil(limit / PAGES_A_SHARD));
  const reading = { index: 'byDay', key, pageSize, units } as const;
  if (!after || !key.startsWith(dayOf(after))) return readIndex(table, { ...reading, range });
  if (key === after.key) return readIndex(table, { ...reading, range, after });
  return readIndex(table, { ...reading, range: range.upTo(after.receivedAt, key > after.key) });
}

/** Merges lists that are each newest first. Of items of the same time, those of earlier lists come first. */
async function* newestFirst(lists: AsyncGenerator<IndexItem>[]): AsyncGenerator<IndexItem> {
  const heads = await Promise.all(lists.map((list) => list.next()));
  for (;;) {
    let newest: { found: IndexItem; list: number } | undefined;
    for (const [list, head] of heads.entries()) {
      if (head.done || (newest && head.value.position.receivedAt <= newest.found.position.receivedAt)) continue;
      newest = { found: head.value, list };
    }
    if (!newest) return;
    yield newest.found;
    heads[newest.list] = await (lists[newest.list] as AsyncGenerator<IndexItem>).next();
  }
}

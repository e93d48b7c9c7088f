import { lateOfDay, shardsOfDay, testsOfDay, toIndexKey } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { InvalidCursor, type Position } from './cursor.ts';
import { type IndexItem, readIndex } from './read-index.ts';
import type { ReadUnits } from './read-units.ts';
import { recordIDOf } from './record-id.ts';
import type { IndexName } from './table-keys.ts';
import { TimeRange, type Times } from './time-range.ts';

/**
 * Selects all records of a time range, or those of one group, user or operation. `tests` selects tests instead of what OpenIM sent,
 * and `late` marks of what was recorded late, by the time of recording. All other searches leave both out.
 */
export type AuditQuery =
  | ({ readonly index: 'byDay'; readonly tests?: boolean; readonly late?: boolean } & (
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
  readonly signal?: AbortSignal | undefined;
  /** Reverses the order. Such a search goes on after no position. */
  readonly isOldestFirst?: boolean | undefined;
  /** Gets the place where a later search goes on, once a day is read to its end. */
  readonly onDayRead?: (position: Position) => void;
}

/**
 * Yields the items of an index, newest first unless asked otherwise. Items of the same time have an order that does not change: by their keys, and in one key
 * as DynamoDB keeps them. So a search that goes on after an item neither loses nor repeats any.
 *
 * @throws {InvalidCursor} when the position is not of this search
 * @throws {RangeError} when a time is not valid
 * @throws {ReadsSpent} when the units are spent, and more is to be read
 */
export function searchIndex(table: Table, search: Search): AsyncGenerator<IndexItem> {
  const { wanted, after } = search;
  const range = new TimeRange(wanted);
  const keys = wanted.index === 'byDay' ? keysOfDay(wanted, dayOf(after)) : keysOf(wanted);
  const isOfSearch = after?.index === wanted.index && keys.includes(after.key) && range.includes(after.receivedAt);
  if (after && !isOfSearch) throw new InvalidCursor();
  if (wanted.index === 'byDay') return searchDays(table, search, range);
  return keys.length === 1 ? readKey(table, search, range, keys, 0) : searchKeys(table, search, range, keys);
}

function keysOf({ id, alsoIDs = [] }: Extract<AuditQuery, { readonly id: string }>): string[] {
  return [...new Set([id, ...alsoIDs].map((key) => toIndexKey(key) ?? ''))];
}

/** Several people of one record have an item each, of which the first counts. */
async function* searchKeys(table: Table, search: Search, range: TimeRange, keys: readonly string[]) {
  let last = { receivedAt: search.after?.receivedAt, recordIDs: new Set([recordIDOf(search.after?.eventID)]) };
  for await (const found of merged(
    keys.map((_, place) => readKey(table, search, range, keys, place)),
    search,
  )) {
    const { receivedAt, eventID } = found.position;
    if (receivedAt !== last.receivedAt) last = { receivedAt, recordIDs: new Set() };
    const recordID = recordIDOf(eventID);
    if (!last.recordIDs.has(recordID)) yield found;
    last.recordIDs.add(recordID);
  }
}

async function* searchDays(table: Table, search: Search, range: TimeRange): AsyncGenerator<IndexItem> {
  const days = search.isOldestFirst ? [...range.days()].reverse() : range.days();
  for (const day of days) {
    if (search.after && (day > dayOf(search.after) || day === search.after.eventID)) continue;
    search.units.check();
    const shards = keysOfDay(search.wanted, day);
    yield* merged(
      shards.map((_, place) => readKey(table, search, range, shards, place)),
      search,
    );
    // The day in the place of an eventID says that nothing of the day is left.
    search.onDayRead?.({ index: 'byDay', key: shards.at(-1) ?? '', receivedAt: `${day}T00:00:00.000`, eventID: day });
  }
}

/** Returns the byDay keys that a search reads for a day. */
function keysOfDay(wanted: AuditQuery, day: string): string[] {
  if ('late' in wanted && wanted.late) return [lateOfDay(day)];
  return 'tests' in wanted && wanted.tests ? [testsOfDay(day)] : shardsOfDay(day);
}

/** Returns the day of a position in the index byDay, whose key begins with it. */
function dayOf(position: Position | undefined): string {
  return position?.key.slice(0, 10) ?? '';
}

/** Shards have about the same number of items each. */
const PAGES_A_SHARD = 5;

/** Reads one of several keys up to the position. Of the items of its time, those of earlier keys came before it. */
function readKey(table: Table, search: Search, range: TimeRange, keys: readonly string[], place: number) {
  const { wanted, limit, after, units, signal, isOldestFirst } = search;
  const key = keys[place] ?? '';
  const pageSize = keys.length === 1 ? limit : Math.max(1, Math.ceil(limit / PAGES_A_SHARD));
  const reading = { index: wanted.index, key, pageSize, units, signal, isOldestFirst };
  const afterPlace = after ? keys.indexOf(after.key) : -1;
  if (!after || afterPlace === -1) return readIndex(table, { ...reading, range });
  if (key === after.key) return readIndex(table, { ...reading, range, after });
  return readIndex(table, { ...reading, range: range.upTo(after.receivedAt, place > afterPlace) });
}

/** Merges lists that each have the order of the search. Of items of the same time, those of earlier lists come first. */
async function* merged(lists: AsyncGenerator<IndexItem>[], { isOldestFirst }: Search): AsyncGenerator<IndexItem> {
  const heads = await Promise.all(lists.map((list) => list.next()));
  const isBefore = (a: IndexItem, b: IndexItem) =>
    isOldestFirst ? a.position.receivedAt < b.position.receivedAt : a.position.receivedAt > b.position.receivedAt;
  for (;;) {
    let next: { found: IndexItem; list: number } | undefined;
    for (const [list, head] of heads.entries()) {
      if (head.done || (next && !isBefore(head.value, next.found))) continue;
      next = { found: head.value, list };
    }
    if (!next) return;
    yield next.found;
    heads[next.list] = await (lists[next.list] as AsyncGenerator<IndexItem>).next();
  }
}

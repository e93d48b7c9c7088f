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
  readonly signal?: AbortSignal | undefined;
  /** Gets the place where a later search goes on, once a day is read to its end. */
  readonly onDayRead?: (position: Position) => void;
}

/**
 * Yields the items of an index, newest first. Items of the same time have an order that does not change: by their keys, and in one key
 * as DynamoDB keeps them. So a search that goes on after an item neither loses nor repeats any.
 *
 * @throws {InvalidCursor} when the position is not of this search
 * @throws {RangeError} when a time is not valid
 * @throws {ReadsSpent} when the units are spent, and more is to be read
 */
export function searchIndex(table: Table, search: Search): AsyncGenerator<IndexItem> {
  const { wanted, after } = search;
  const range = new TimeRange(wanted);
  const keys = wanted.index === 'byDay' ? shardsOfDay(dayOf(after)) : keysOf(wanted);
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
  for await (const found of newestFirst(keys.map((_, place) => readKey(table, search, range, keys, place)))) {
    const { receivedAt, eventID } = found.position;
    if (receivedAt !== last.receivedAt) last = { receivedAt, recordIDs: new Set() };
    const recordID = recordIDOf(eventID);
    if (!last.recordIDs.has(recordID)) yield found;
    last.recordIDs.add(recordID);
  }
}

/** The eventID of an entry begins with that of its record. */
function recordIDOf(eventID = ''): string {
  return eventID.replace(/@.*$/s, '');
}

async function* searchDays(table: Table, search: Search, range: TimeRange): AsyncGenerator<IndexItem> {
  for (const day of range.days()) {
    if (search.after && (day > dayOf(search.after) || day === search.after.eventID)) continue;
    search.units.check();
    const shards = shardsOfDay(day);
    yield* newestFirst(shards.map((_, place) => readKey(table, search, range, shards, place)));
    // The day in the place of an eventID says that nothing of the day is left.
    search.onDayRead?.({ index: 'byDay', key: shards.at(-1) ?? '', receivedAt: `${day}T00:00:00.000`, eventID: day });
  }
}

/** Returns the day of a position in the index byDay, whose key begins with it. */
function dayOf(position: Position | undefined): string {
  return position?.key.slice(0, 10) ?? '';
}

/** Shards have about the same number of items each. */
const PAGES_A_SHARD = 5;

/** Reads one of several keys up to the position. Of the items of its time, those of earlier keys came before it. */
function readKey(table: Table, search: Search, range: TimeRange, keys: readonly string[], place: number) {
  const { wanted, limit, after, units, signal } = search;
  const key = keys[place] ?? '';
  const pageSize = keys.length === 1 ? limit : Math.max(1, Math.ceil(limit / PAGES_A_SHARD));
  const reading = { index: wanted.index, key, pageSize, units, signal };
  const afterPlace = after ? keys.indexOf(after.key) : -1;
  if (!after || afterPlace === -1) return readIndex(table, { ...reading, range });
  if (key === after.key) return readIndex(table, { ...reading, range, after });
  return readIndex(table, { ...reading, range: range.upTo(after.receivedAt, place > afterPlace) });
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

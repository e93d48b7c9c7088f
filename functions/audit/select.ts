import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import { type Position, positionOf } from './cursor.ts';
import { BATCH_SIZE, itemsOf } from './items.ts';
import { type Head, type ItemPart, isHead, partIDs } from './parts.ts';
import type { Listed } from './query.ts';
import type { IndexItem } from './read-index.ts';
import { ReadsSpent } from './read-units.ts';
import { join, readable } from './readable.ts';
import { type AuditQuery, searchIndex } from './search-index.ts';
import { type Selected, type Selection, SelectionProgress } from './selection-progress.ts';

/** Decides which rows of an index are wanted. */
export interface RowFilter {
  /** True, false, or undefined where only the whole record can tell. */
  row(row: Listed): boolean | undefined;
  record(record: AuditRecord): boolean;
}

export interface SelectOptions {
  readonly limit: number;
  /** Goes on after an earlier search for the same. */
  readonly cursor?: string | undefined;
  /** Reads the whole record of each row, also where the row alone is enough to decide. */
  readonly isWhole?: boolean;
  /** Read units after which the search ends. */
  readonly maxReadUnits?: number;
  /** Ends the search, as its `end` says. */
  readonly signal?: AbortSignal | undefined;
  /** The filter may drop rows. Without it, no more rows are read than the limit. */
  readonly isFiltered?: boolean;
}

/** Items of a page when most of them may be dropped. */
const FILTERED_PAGE_SIZE = 500;

/**
 * Selects rows of an index, and reads their records only where the rows do not suffice. Drops what the filter does not want, and
 * goes on until the limit, the end, or the maximum of read units.
 *
 * @throws {InvalidCursor | RangeError} for a wrong cursor or time; what the client throws while it is read
 */
export function select(table: Table, wanted: AuditQuery, filter: RowFilter, options: SelectOptions): Selection {
  const { limit, cursor, isFiltered, signal } = options;
  const progress = new SelectionProgress(options.maxReadUnits, cursor === undefined ? undefined : positionOf(cursor));
  const items = searchIndex(table, {
    wanted,
    limit: isFiltered ? Math.max(FILTERED_PAGE_SIZE, limit) : limit,
    after: progress.passed,
    units: progress.units,
    signal,
    onDayRead: (position) => {
      progress.dayRead = position;
    },
  });
  return progress.report(selected({ table, filter, options, progress, items }));
}

interface Selecting {
  readonly table: Table;
  readonly filter: RowFilter;
  readonly options: SelectOptions;
  readonly progress: SelectionProgress;
  readonly items: AsyncGenerator<IndexItem>;
}

/** Rows whose records are read together, at least, and rows that wait for them at most. */
const MIN_BATCH = 25;
const MAX_WAITING_ROWS = 500;

/** Batches whose records are fetched ahead of the one that is decided, where nearly all of them are wanted. */
const BATCHES_AHEAD = 3;

async function* selected(selecting: Selecting): AsyncGenerator<Selected, void> {
  const { options, progress } = selecting;
  const ahead: Batch[] = [];
  const maxAhead = options.isWhole && !options.isFiltered ? BATCHES_AHEAD : 0;
  try {
    for await (const batch of batchesOf(selecting)) {
      ahead.push(batch);
      const first = ahead.length > maxAhead ? ahead.shift() : undefined;
      if (first) yield* decided(selecting, first);
      if (progress.end) return;
    }
    for (const batch of ahead) {
      yield* decided(selecting, batch);
      if (progress.end) return;
    }
    progress.close();
  } catch (error) {
    if (!options.signal?.aborted) throw error;
    progress.end = 'interrupted';
  }
}

/** A row that may need its record. */
interface Pending {
  readonly position: Position;
  readonly row: Listed;
  readonly isWanted: boolean | undefined;
}

interface Batch {
  readonly rows: readonly Pending[];
  /** Records by their eventIDs. */
  readonly records: Promise<ReadonlyMap<string, AuditRecord>>;
}

/** Yields rows at once where none before them waits for its record. */
async function* batchesOf(selecting: Selecting): AsyncGenerator<Batch> {
  const { options, progress } = selecting;
  const enough = Math.min(BATCH_SIZE, Math.max(MIN_BATCH, options.limit));
  let rows: Pending[] = [];
  let waiting = 0;
  for await (const pending of pendingRows(selecting)) {
    rows.push(pending);
    if (needsRecord(pending, options)) waiting += 1;
    if (waiting > 0 && waiting < enough && rows.length < MAX_WAITING_ROWS) continue;
    yield batchOf(selecting, rows);
    // Rows of a page that is read already cost nothing, unless they need their records.
    if (waiting > 0 && progress.units.areSpent) progress.isSpent = true;
    if (progress.isSpent) return;
    rows = [];
    waiting = 0;
  }
  if (rows.length > 0) yield batchOf(selecting, rows);
}

function needsRecord({ isWanted }: Pending, { isWhole }: SelectOptions): boolean {
  return isWanted === undefined || (isWanted && isWhole === true);
}

/** Compares the rows of the index until the units are spent, or until there are as many as a search without a filter needs. */
async function* pendingRows({ items, filter, options, progress }: Selecting): AsyncGenerator<Pending> {
  let left = options.isFiltered ? Number.POSITIVE_INFINITY : options.limit;
  try {
    for await (const { position, item } of items) {
      progress.dayRead = undefined;
      progress.compared += 1;
      const row = readable(item);
      yield { position, row, isWanted: filter.row(row) };
      left -= 1;
      if (left === 0) return;
    }
  } catch (error) {
    if (!(error instanceof ReadsSpent)) throw error;
    progress.isSpent = true;
  }
}

function batchOf(selecting: Selecting, rows: readonly Pending[]): Batch {
  const ids = rows.filter((row) => needsRecord(row, selecting.options)).map(recordIDOf);
  const records = recordsOf(selecting, [...new Set(ids)]);
  // It is awaited later: until then, a failure has no other handler.
  records.catch(() => {});
  return { rows, records };
}

async function* decided({ filter, options, progress }: Selecting, batch: Batch): AsyncGenerator<Selected> {
  const records = await batch.records;
  for (const pending of batch.rows) {
    if (options.signal?.aborted) {
      progress.end = 'interrupted';
      return;
    }
    const record = records.get(recordIDOf(pending));
    progress.passed = pending.position;
    const isWanted = pending.isWanted ?? (record !== undefined && filter.record(record));
    // An expired record leaves its row in the index for a moment.
    if (!isWanted || (options.isWhole && !record)) continue;
    progress.count += 1;
    if (progress.count === options.limit) progress.end = 'limit';
    yield { row: pending.row, ...(record && { record }) };
    if (progress.end) return;
  }
}

function recordIDOf({ row, position }: Pending): string {
  return row.entryOf ?? position.eventID;
}

async function recordsOf({ table, options: { signal }, progress: { units } }: Selecting, ids: readonly string[]) {
  const records = new Map<string, AuditRecord>();
  if (ids.length === 0) return records;
  for (const item of await itemsOf<AuditRecord | Head>(table, ids, signal, undefined, units)) {
    const parts = isHead(item) ? await itemsOf<ItemPart>(table, partIDs(item), signal, undefined, units) : [];
    records.set(item.eventID, readable(isHead(item) ? join(item, parts) : item));
  }
  return records;
}

import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import type { Position } from './cursor.ts';
import { BATCH_SIZE, itemsOf } from './items.ts';
import { type Head, type ItemPart, isHead, partIDs } from './parts.ts';
import type { Listed } from './query.ts';
import type { IndexItem } from './read-index.ts';
import { ReadsSpent } from './read-units.ts';
import { join, readable } from './readable.ts';
import { recordIDOf } from './record-id.ts';
import type { RowFilter, SelectOptions } from './select-options.ts';
import type { SelectionProgress } from './selection-progress.ts';

/** A selection that is being read. */
export interface Selecting {
  readonly table: Table;
  readonly filter: RowFilter;
  readonly options: SelectOptions;
  readonly progress: SelectionProgress;
  readonly items: AsyncGenerator<IndexItem>;
}

/** Rows whose records are read together, at least, and rows that wait for them at most. */
const MIN_BATCH = 25;
const MAX_WAITING_ROWS = 500;

/** A row that may need its record. */
export interface Pending {
  readonly position: Position;
  readonly row: Listed;
  readonly isWanted: boolean | undefined;
}

export interface Batch {
  readonly rows: readonly Pending[];
  /** Records by their eventIDs. */
  readonly records: Promise<ReadonlyMap<string, AuditRecord>>;
}

/** Yields rows at once where none before them waits for its record. */
export async function* batchesOf(selecting: Selecting): AsyncGenerator<Batch> {
  const { options, progress } = selecting;
  const enough = Math.min(options.recordsAtOnce ?? BATCH_SIZE, Math.max(MIN_BATCH, options.limit));
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
  const ids = rows
    .filter((row) => needsRecord(row, selecting.options))
    .map(({ position, row }) => recordIDOf(position.eventID, row.entryOf));
  const records = recordsOf(selecting, [...new Set(ids)]);
  // It is awaited later: until then, a failure has no other handler.
  records.catch(() => {});
  return { rows, records };
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

import type { Table } from '../dynamodb/table.ts';
import { positionOf } from './cursor.ts';
import { recordIDOf } from './record-id.ts';
import { type AuditQuery, searchIndex } from './search-index.ts';
import type { RowFilter, SelectOptions } from './select-options.ts';
import { type Batch, batchesOf, type Selecting } from './selection-batches.ts';
import { type Selected, type Selection, SelectionProgress } from './selection-progress.ts';

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
    isOldestFirst: options.isOldestFirst,
    onDayRead: (position) => {
      progress.dayRead = position;
    },
  });
  return progress.report(selected({ table, filter, options, progress, items }));
}

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

async function* decided({ filter, options, progress }: Selecting, batch: Batch): AsyncGenerator<Selected> {
  const records = await batch.records;
  for (const pending of batch.rows) {
    if (options.signal?.aborted) {
      progress.end = 'interrupted';
      return;
    }
    const record = records.get(recordIDOf(pending.position.eventID));
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

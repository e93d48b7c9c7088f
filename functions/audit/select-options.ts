import type { AuditRecord } from '../record/record.ts';
import type { Listed } from './query.ts';

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
  /** Records that are read together at most. Fewer take less memory, and more requests. */
  readonly recordsAtOnce?: number;
  /** Read units after which the search ends. */
  readonly maxReadUnits?: number;
  /** Ends the search, as its `end` says. */
  readonly signal?: AbortSignal | undefined;
  /** The filter may drop rows. Without it, no more rows are read than the limit. */
  readonly isFiltered?: boolean;
  /** Reads from the oldest row to the newest, without a cursor. */
  readonly isOldestFirst?: boolean;
}

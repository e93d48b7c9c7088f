import type { AuditRecord } from '../record/record.ts';
import { cursorOf, type Position } from './cursor.ts';
import type { Listed } from './query.ts';
import { ReadUnits } from './read-units.ts';

/** A row as its index has it, with its record where that was read. An entry stands for its record. */
export interface Selected {
  readonly row: Listed;
  readonly record?: AuditRecord;
}

/** Reason why there are no more rows. `all`: there are none. */
export type End = 'all' | 'limit' | 'reads' | 'interrupted';

/** Rows, newest first. The other properties may be read at any time. */
export interface Selection extends AsyncGenerator<Selected, void> {
  /** Goes on after the row that was decided last. Undefined once there are no more, or before the first. */
  readonly cursor: string | undefined;
  readonly readUnits: number;
  readonly requests: number;
  /** Rows of the index that were compared, wanted or not. */
  readonly compared: number;
  /** Undefined while there may be more rows to come. */
  readonly end: End | undefined;
}

/** State of a selection while it is read. */
export class SelectionProgress {
  readonly units: ReadUnits;
  /** Position of the row that was decided last. */
  passed: Position | undefined;
  /** Set while a day was read to its end, and nothing of the next. */
  dayRead: Position | undefined;
  /** No further row is compared. */
  isSpent = false;
  compared = 0;
  count = 0;
  end: End | undefined;

  constructor(maxReadUnits: number | undefined, passed: Position | undefined) {
    this.units = new ReadUnits(maxReadUnits);
    this.passed = passed;
  }

  /** Ends a selection in which every row that was read is decided. */
  close(): void {
    this.end = this.isSpent ? 'reads' : 'all';
    if (this.isSpent && this.dayRead) this.passed = this.dayRead;
  }

  get cursor(): string | undefined {
    return this.end !== 'all' && this.passed ? cursorOf(this.passed) : undefined;
  }

  report(rows: AsyncGenerator<Selected, void>): Selection {
    return Object.defineProperties(rows, {
      cursor: { get: () => this.cursor },
      readUnits: { get: () => this.units.sum },
      requests: { get: () => this.units.requests },
      compared: { get: () => this.compared },
      end: { get: () => this.end },
    }) as Selection;
  }
}

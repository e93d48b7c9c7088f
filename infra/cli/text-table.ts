import { columnsOf, padTo, truncate } from './columns.ts';

/** Columns between two cells, and before a line that continues a row. */
const GAP = 2;

/** Columns of the longest cell that others line up with, and of the longest that a terminal shows. The last cell has no limit. */
const MAX_ALIGNED = 40;
const MAX_CELL = 64;

/** Minimum columns for the last cell. With less, it gets a line of its own. */
const MIN_LAST_CELL = 24;

/**
 * Lays out a table, a page of rows at a time, so that it can be printed while it is read. Columns never get narrower from page
 * to page. A row that does not fit takes several lines, and only its last cell is truncated.
 */
export class TextTable {
  readonly #head: readonly string[];
  readonly #width: number;
  readonly #widths: number[];
  #isBegun = false;

  /** @param width columns of the terminal. Without it, for files and pipes, nothing is truncated */
  constructor(head: readonly string[], width = Number.POSITIVE_INFINITY) {
    this.#head = head;
    this.#width = Math.max(width, GAP + MIN_LAST_CELL);
    this.#widths = head.map(columnsOf);
  }

  /** Returns the lines of some rows, the head before the first. */
  page(rows: readonly (readonly string[])[]): string[] {
    for (const row of rows) {
      for (const [column, cell] of row.slice(0, -1).entries())
        this.#widths[column] = Math.max(this.#widths[column] ?? 0, alignedColumns(cell));
    }
    const head = this.#isBegun ? [] : [this.#head];
    this.#isBegun = true;
    return [...head, ...rows].flatMap((row) => this.#linesOf(row));
  }

  #linesOf(row: readonly string[]): string[] {
    const lines: string[] = [];
    let line = '';
    let used = -GAP;
    for (const [column, whole] of row.entries()) {
      const isLast = column === row.length - 1;
      const cell = isLast || this.#width === Number.POSITIVE_INFINITY ? whole : truncate(whole, MAX_CELL);
      const wanted = isLast ? MIN_LAST_CELL : Math.max(this.#widths[column] ?? 0, columnsOf(cell));
      if (used > 0 && used + GAP + wanted > this.#width) {
        lines.push(line);
        line = '';
        used = 0;
      }
      line +=
        ' '.repeat(GAP + Math.min(used, 0)) + (isLast ? truncate(cell, this.#width - used - GAP) : padTo(wanted, cell));
      used += GAP + wanted;
    }
    return [...lines, line].map((text) => text.trimEnd()).filter((text) => text !== '');
  }
}

/** Returns the columns of a cell that others line up with, 0 for a cell that is too long. */
function alignedColumns(cell: string): number {
  const columns = columnsOf(cell.slice(0, MAX_ALIGNED + 1));
  return columns > MAX_ALIGNED ? 0 : columns;
}

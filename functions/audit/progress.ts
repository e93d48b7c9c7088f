import type { Table } from '../dynamodb/table.ts';
import { cursorOf, type Position, positionOf } from './cursor.ts';
import type { IndexItem } from './read-index.ts';
import { ReadUnits } from './read-units.ts';
import { type AuditQuery, searchIndex } from './search-index.ts';

/** Results of a search, newest first, with one page in memory. The other properties may be read at any time. */
export interface Found<Item> extends AsyncGenerator<Item, void> {
  /** Goes on after the item that was read last. Undefined once there are no more. */
  readonly cursor: string | undefined;
  /** DynamoDB's read units so far, or the number of requests where the database counts none. */
  readonly readUnits: number;
  readonly requests: number;
}

/** A search with what it has cost, and how far it has come. */
export class Progress {
  readonly units = new ReadUnits();
  readonly #limit: number;
  readonly #items: AsyncGenerator<IndexItem>;
  #isExhausted = false;
  /** Position of the item that was read last. */
  passed: Position | undefined;
  /** Everything that was wanted has been read. */
  isOver = false;

  constructor(table: Table, wanted: AuditQuery, limit: number, cursor: string | undefined, signal?: AbortSignal) {
    this.#limit = limit;
    this.passed = cursor === undefined ? undefined : positionOf(cursor);
    this.#items = searchIndex(table, { wanted, limit, after: this.passed, units: this.units, signal });
  }

  /** Yields as many items as are wanted. */
  async *items(): AsyncGenerator<IndexItem> {
    let left = this.#limit;
    for await (const item of this.#items) {
      yield item;
      left -= 1;
      if (left === 0) return;
    }
    this.#isExhausted = true;
  }

  get #cursor(): string | undefined {
    const hasMore = !(this.isOver && this.#isExhausted);
    return hasMore && this.passed ? cursorOf(this.passed) : undefined;
  }

  report<Item>(found: AsyncGenerator<Item, void>): Found<Item> {
    return Object.defineProperties(found, {
      cursor: { get: () => this.#cursor },
      readUnits: { get: () => this.units.sum },
      requests: { get: () => this.units.requests },
    }) as Found<Item>;
  }
}

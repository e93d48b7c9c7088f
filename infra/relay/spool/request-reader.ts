import type { StatementSync } from 'node:sqlite';
import { type Row, requestOf } from './rows.ts';
import type { SetAside, SpooledRequest } from './spooled.ts';
import { ASIDE, LOAD, REQUEST, REQUEST_WITHOUT_BODY, WAITING } from './statements.ts';

/** Bytes of bodies after which a page of what was set aside ends, because those are the largest of all. */
const MAX_LISTED_BYTES = 8_000_000;

/** Reads requests of the spool. Those that are damaged have a reason, and harm no others. */
export class RequestReader {
  readonly #statement: (sql: string) => StatementSync;

  constructor(statement: (sql: string) => StatementSync) {
    this.#statement = statement;
  }

  /** Returns the next requests that wait for a target, in their order. */
  load(target: string, after: number, limit: number, maxBytes: number): SpooledRequest[] {
    const bytesOf = ({ body }: SpooledRequest) => body.length;
    try {
      const rows = this.#statement(LOAD).iterate(after, target, limit);
      return withinBytes(rows, requestOf, bytesOf, maxBytes);
    } catch {
      // Pages of the file are damaged, so that each request is read apart.
      const rows = this.#statement(WAITING).all(after, target, limit);
      return withinBytes(rows, ({ sequence }) => this.#request(Number(sequence)), bytesOf, maxBytes);
    }
  }

  /** Returns the next requests that were set aside, in their order, with empty bodies unless they are asked for. */
  listSetAside(after: number, limit: number, hasBodies: boolean): SetAside[] {
    const listed: SetAside[] = [];
    let bytes = 0;
    for (const row of this.#statement(ASIDE).all(after)) {
      const sequence = Number(row.sequence);
      // The next page begins with another sequence, so that this one must not end between two targets of the same.
      const isNext = sequence !== listed.at(-1)?.request.sequence;
      if (isNext && (listed.length >= limit || bytes >= MAX_LISTED_BYTES)) break;
      const found = this.#setAside(row, hasBodies ? this.#request(sequence) : this.#withoutBody(sequence));
      listed.push(found);
      bytes += found.request.body.length;
    }
    return listed;
  }

  #setAside({ target, set_aside_at, reason }: Row, request: SpooledRequest): SetAside {
    return {
      request,
      target: String(target),
      setAsideAt: String(set_aside_at),
      reason: String(reason),
    };
  }

  #request(sequence: number): SpooledRequest {
    try {
      return requestOf(this.#statement(REQUEST).get(sequence) ?? { sequence });
    } catch (error) {
      return { ...this.#withoutBody(sequence), damage: (error as Error).message };
    }
  }

  /** A large body has pages of its own, so that the rest can often be read. */
  #withoutBody(sequence: number): SpooledRequest {
    try {
      return requestOf(this.#statement(REQUEST_WITHOUT_BODY).get(sequence) ?? { sequence });
    } catch {
      return requestOf({ sequence, id: '', received_at: '', path: '/' });
    }
  }
}

/** Returns the first rows, up to the one with which their bodies have so many bytes. */
function withinBytes<Item>(
  rows: Iterable<Row>,
  itemOf: (row: Row) => Item,
  bytesOf: (item: Item) => number,
  maxBytes: number,
): Item[] {
  const items: Item[] = [];
  let bytes = 0;
  for (const row of rows) {
    const item = itemOf(row);
    items.push(item);
    bytes += bytesOf(item);
    if (bytes >= maxBytes) break;
  }
  return items;
}

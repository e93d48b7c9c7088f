import type { StatementSync } from 'node:sqlite';
import type { Discarded, DiscardedNote } from './spooled.ts';
import { DISCARDED, FORGET_DISCARDED, INSERT_DISCARDED } from './statements.ts';

/** Notes of a command for the relay, which may not run at that time. They hold no bodies. */
export class DiscardedNotes {
  readonly #statement: (sql: string) => StatementSync;

  constructor(statement: (sql: string) => StatementSync) {
    this.#statement = statement;
  }

  add({ id, receivedAt, path, target, discardedAt }: Discarded): void {
    this.#statement(INSERT_DISCARDED).run(id, receivedAt, path, target, discardedAt);
  }

  /** Returns the next notes, in their order. */
  list(after: number, limit: number): DiscardedNote[] {
    const rows = this.#statement(DISCARDED).all(after, limit);
    return rows.map(({ number, id, received_at, path, target, discarded_at }) => ({
      number: Number(number),
      id: String(id),
      receivedAt: String(received_at),
      path: String(path),
      target: String(target),
      discardedAt: String(discarded_at),
    }));
  }

  forget(upTo: number): void {
    this.#statement(FORGET_DISCARDED).run(upTo);
  }
}

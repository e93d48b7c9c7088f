import { RECEIVER } from '../receiver/target.ts';
import { DiscardedNotes } from './discarded-notes.ts';
import { RequestReader } from './request-reader.ts';
import { valuesOf } from './rows.ts';
import { SpoolDatabase } from './spool-database.ts';
import { SpoolNumbers } from './spool-numbers.ts';
import type { Discardable, NewRequest } from './spooled.ts';
import {
  DELETE_DELIVERY,
  DELETE_REQUEST,
  DISCARD,
  INSERT_DELIVERY,
  INSERT_REQUEST,
  RETRY,
  SET_ASIDE,
} from './statements.ts';

/** The spool's tables in SQLite. All calls are synchronous, so that a thread of its own makes them. */
export class SpoolStore {
  readonly database: SpoolDatabase;
  readonly numbers: SpoolNumbers;
  readonly requests: RequestReader;
  readonly discarded: DiscardedNotes;

  /**
   * Opens the spool of a directory, or creates it.
   *
   * @param targets names of those that requests are delivered to
   * @param waitMs time that a change waits for another process
   */
  constructor(directory: string, targets: readonly string[], waitMs: number) {
    this.database = new SpoolDatabase(directory, waitMs);
    this.numbers = new SpoolNumbers(this.database, targets);
    const statement = (sql: string) => this.database.statement(sql);
    this.requests = new RequestReader(statement);
    this.discarded = new DiscardedNotes(statement);
  }

  /**
   * Runs changes in one transaction, which is on the disk when this returns. An error undoes all of them.
   *
   * @param waitMs time to wait for another process, if it is not the usual one
   */
  transaction(change: () => void, waitMs?: number): void {
    try {
      this.database.transaction(change, waitMs);
    } catch (error) {
      this.numbers.reset();
      throw error;
    }
  }

  append(request: NewRequest): void {
    const { lastInsertRowid } = this.database.statement(INSERT_REQUEST).run(...valuesOf(request));
    this.numbers.added(Number(lastInsertRowid));
    for (const target of request.targets ?? [RECEIVER]) {
      this.database.statement(INSERT_DELIVERY).run(lastInsertRowid, target);
      this.numbers.addWaiting(target, 1);
    }
  }

  /** Removes requests that a target has taken. */
  remove(target: string, sequences: readonly number[]): void {
    for (const sequence of sequences) {
      const { changes } = this.database.statement(DELETE_DELIVERY).run(sequence, target);
      this.numbers.addWaiting(target, -Number(changes));
      this.database.statement(DELETE_REQUEST).run(sequence);
    }
  }

  setAside(target: string, sequence: number, reason: string, at: string): void {
    this.database.statement(SET_ASIDE).run(at, reason, sequence, target);
    this.numbers.recount();
  }

  /**
   * Removes a request that is set aside for a target, and notes that.
   *
   * @param canRemove false for a request in damaged pages, which stay in the file
   * @returns false for a request that is not set aside
   */
  discard(request: Discardable, at: string, canRemove: boolean): boolean {
    const { sequence, target } = request;
    const { changes } = this.database.statement(DISCARD).run(sequence, target);
    if (Number(changes) === 0) return false;
    if (canRemove) this.database.statement(DELETE_REQUEST).run(sequence);
    this.discarded.add({ ...request, discardedAt: at });
    this.numbers.recount();
    return true;
  }

  /**
   * Makes requests that were set aside wait again.
   *
   * @param ids none for all
   * @returns their number
   */
  retry(ids?: readonly string[]): number {
    this.numbers.reset();
    if (ids === undefined) return Number(this.database.statement(RETRY).run().changes);
    const one = this.database.statement(`${RETRY} AND sequence IN (SELECT sequence FROM request WHERE id = ?)`);
    return ids.reduce((sum, id) => sum + Number(one.run(id).changes), 0);
  }
}

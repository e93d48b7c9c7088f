import { closeSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { RECEIVER } from '../receiver/target.ts';
import { OldestWaiting } from './oldest-waiting.ts';
import { RequestReader } from './request-reader.ts';
import { valuesOf } from './rows.ts';
import { prepareSchema } from './schema.ts';
import type { NewRequest, SpoolMeasure } from './spooled.ts';
import {
  COUNT,
  DELETE_DELIVERY,
  DELETE_REQUEST,
  INSERT_DELIVERY,
  INSERT_REQUEST,
  OLDEST,
  RETRY,
  SET_ASIDE,
} from './statements.ts';

const DATABASE = 'spool.db';

/** Time that a statement waits for another process, such as `relay set-aside retry`. */
const BUSY_TIMEOUT_MS = 5_000;

/** Pages of SQLite's log, 4 kB each, that cause a checkpoint within a commit. */
const LOG_PAGES = 4_000;

/** The files of the spool were moved or deleted. What is written to them would be gone after a restart. */
export class SpoolGone extends Error {
  override readonly name = 'SpoolGone';
}

/** The spool's tables in SQLite. All calls are synchronous, so that a thread of its own makes them. */
export class SpoolStore {
  readonly #path: string;
  readonly #inode: number;
  readonly #database: DatabaseSync;
  readonly #targets: readonly string[];
  readonly #statements = new Map<string, StatementSync>();
  /** Numbers of waiting requests by target, and of those set aside. Undefined when they must be counted. */
  #counts: { waiting: Map<string, number>; setAside: number } | undefined;
  #dataVersion: unknown;
  #commits = 0;
  #foreignChanges = 0;
  #skippedCopies = 0;
  readonly #oldest = new OldestWaiting();
  readonly requests = new RequestReader((sql) => this.#statement(sql));

  /**
   * Opens the spool of a directory, or creates it.
   *
   * @param targets names of those that requests are delivered to
   */
  constructor(directory: string, targets: readonly string[]) {
    this.#path = join(directory, DATABASE);
    // SQLite gives its other files the permissions of this one.
    closeSync(openSync(this.#path, 'a', 0o600));
    this.#inode = statSync(this.#path).ino;
    this.#database = new DatabaseSync(this.#path);
    // Node 22.13 ignores the option of the constructor.
    this.#database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    // FULL flushes the log at each commit, so that a power cut loses nothing that was answered.
    this.#database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    // Commits wait for a checkpoint that they cause, so that upkeep makes most of them.
    this.#database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
    // Overwrites what is removed where that costs no further write.
    this.#database.exec('PRAGMA secure_delete = FAST');
    prepareSchema(this.#database);
    this.#targets = targets;
    this.#dataVersion = this.#pragma('data_version');
  }

  /** Disk space in use, without pages that new requests can reuse. */
  get bytes(): number {
    return (this.#pragma('page_count') - this.#pragma('freelist_count')) * this.#pragma('page_size');
  }

  /** Runs changes in one transaction, which is on the disk when this returns. An error undoes all of them. */
  transaction(change: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      change();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#counts = undefined;
      this.#oldest.reset();
      this.#rollBack();
      throw error;
    }
  }

  /** Counts copies that a nearly full spool did not take. */
  countSkippedCopies(copies: number): void {
    this.#skippedCopies += copies;
  }

  /** Counts a transaction that stored requests. */
  countCommit(): void {
    this.#commits += 1;
  }

  append(request: NewRequest): void {
    const { lastInsertRowid } = this.#statement(INSERT_REQUEST).run(...valuesOf(request));
    this.#oldest.added(Number(lastInsertRowid));
    for (const target of request.targets ?? [RECEIVER]) {
      this.#statement(INSERT_DELIVERY).run(lastInsertRowid, target);
      this.#addWaiting(target, 1);
    }
  }

  /** Removes requests that a target has taken. */
  remove(target: string, sequences: readonly number[]): void {
    for (const sequence of sequences) {
      this.#addWaiting(target, -Number(this.#statement(DELETE_DELIVERY).run(sequence, target).changes));
      this.#statement(DELETE_REQUEST).run(sequence);
    }
  }

  setAside(target: string, sequence: number, reason: string, at: string): void {
    this.#statement(SET_ASIDE).run(at, reason, sequence, target);
    this.#counts = undefined;
  }

  /**
   * Makes requests that were set aside wait again.
   *
   * @param ids none for all
   * @returns their number
   */
  retry(ids?: readonly string[]): number {
    this.#counts = undefined;
    this.#oldest.reset();
    if (ids === undefined) return Number(this.#statement(RETRY).run().changes);
    const one = this.#statement(`${RETRY} AND sequence IN (SELECT sequence FROM request WHERE id = ?)`);
    return ids.reduce((sum, id) => sum + Number(one.run(id).changes), 0);
  }

  measure(): SpoolMeasure {
    const dataVersion = this.#pragma('data_version');
    if (dataVersion !== this.#dataVersion) {
      this.#foreignChanges += 1;
      this.#counts = undefined;
      this.#oldest.reset();
    }
    this.#dataVersion = dataVersion;
    this.#counts ??= this.#count();
    const { waiting } = this.#counts;
    return {
      waiting: Object.fromEntries(waiting),
      oldest: this.#oldest.find(this.#statement(OLDEST), this.#targets, waiting),
      setAside: this.#counts.setAside,
      bytes: this.bytes,
      commits: this.#commits,
      skippedCopies: this.#skippedCopies,
      foreignChanges: this.#foreignChanges,
    };
  }

  /** @throws {SpoolGone} */
  checkInPlace(): void {
    if (statSync(this.#path, { throwIfNoEntry: false })?.ino !== this.#inode)
      throw new SpoolGone('its directory was moved or deleted');
  }

  /** Moves SQLite's log into the tables. `TRUNCATE` also returns its disk space. */
  checkpoint(mode: 'PASSIVE' | 'TRUNCATE'): void {
    this.#database.exec(`PRAGMA wal_checkpoint(${mode})`);
  }

  /** Returns unused pages to the file system, if there are that many. */
  shrink(pages: number): void {
    if (this.#pragma('freelist_count') >= pages) this.#database.exec(`PRAGMA incremental_vacuum(${pages})`);
  }

  close(): void {
    this.#database.close();
  }

  /** SQLite has ended a transaction by itself after some errors. Node 22.13 can't tell after which. */
  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {}
  }

  #count(): { waiting: Map<string, number>; setAside: number } {
    const waiting = new Map(this.#targets.map((target) => [target, 0]));
    let setAside = 0;
    for (const { target, is_aside, requests } of this.#statement(COUNT).all()) {
      if (is_aside === 1) setAside += Number(requests);
      else waiting.set(String(target), Number(requests));
    }
    return { waiting, setAside };
  }

  #addWaiting(target: string, requests: number): void {
    this.#counts?.waiting.set(target, (this.#counts.waiting.get(target) ?? 0) + requests);
  }

  #statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #pragma(name: string): number {
    return Number(this.#statement(`PRAGMA ${name}`).get()?.[name]);
  }
}

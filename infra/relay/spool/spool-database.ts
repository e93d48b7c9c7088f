import { closeSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { prepareSchema } from './schema.ts';

const FILE = 'spool.db';

/** Time that opening waits for another process. */
const OPEN_WAIT_MS = 5_000;

/** Pages of SQLite's log, 4 kB each, that cause a checkpoint within a commit. */
const LOG_PAGES = 4_000;

/**
 * Usual maximum of the log: those pages, and 64 MB of bodies in one commit. The log exceeds this size only while another process reads the
 * spool, because a checkpoint can't move data that is being read.
 */
const USUAL_LOG_BYTES = 100_000_000;

/** The files of the spool were moved or deleted. What is written to them would be gone after a restart. */
export class SpoolGone extends Error {
  override readonly name = 'SpoolGone';
}

/** The database of a spool, and its statements. All calls are synchronous. */
export class SpoolDatabase {
  readonly #path: string;
  readonly #inode: number;
  readonly #database: DatabaseSync;
  readonly #waitMs: number;
  readonly #statements = new Map<string, StatementSync>();

  /**
   * Opens the database in a directory, or creates it.
   *
   * @param waitMs time that a statement waits for another process that has locked the database
   */
  constructor(directory: string, waitMs: number) {
    this.#waitMs = waitMs;
    this.#path = join(directory, FILE);
    // SQLite gives its other files the permissions of this one.
    closeSync(openSync(this.#path, 'a', 0o600));
    this.#inode = statSync(this.#path).ino;
    this.#database = new DatabaseSync(this.#path);
    try {
      this.#prepare();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Disk space in use, without pages that new requests can reuse and without a log of the usual size. */
  get bytes(): number {
    const pages = this.pragma('page_count') - this.pragma('freelist_count');
    return pages * this.pragma('page_size') + this.excessLogBytes;
  }

  /** Size of the log beyond its usual size. */
  get excessLogBytes(): number {
    const { size = 0 } = statSync(`${this.#path}-wal`, { throwIfNoEntry: false }) ?? {};
    return Math.max(0, size - USUAL_LOG_BYTES);
  }

  /** Returns a statement, which is prepared once. */
  statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  pragma(name: string): number {
    return Number(this.statement(`PRAGMA ${name}`).get()?.[name]);
  }

  /** Runs changes in one transaction, which is on the disk when this returns. An error undoes all of them. */
  transaction(change: () => void, waitMs = this.#waitMs): void {
    this.#waitAtMost(waitMs);
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      change();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#waitAtMost(this.#waitMs);
    }
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

  /** Frees the disk space of a log that exceeds its usual size, unless another process still reads the log. */
  shortenLog(): void {
    if (this.excessLogBytes === 0) return;
    this.#waitAtMost(0);
    try {
      this.checkpoint('TRUNCATE');
    } finally {
      this.#waitAtMost(this.#waitMs);
    }
  }

  /** Returns unused pages to the file system, if there are that many. */
  shrink(pages: number): void {
    if (this.pragma('freelist_count') >= pages) this.#database.exec(`PRAGMA incremental_vacuum(${pages})`);
  }

  close(): void {
    this.#database.close();
  }

  #prepare(): void {
    this.#waitAtMost(OPEN_WAIT_MS);
    // It is a part of the file, and setting it again would write to a disk that may be full.
    if (this.pragma('page_count') === 0) this.#database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    // FULL flushes the log at each commit, so that a power cut loses nothing that was answered.
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    // Commits wait for a checkpoint that they cause, so that upkeep makes most of them.
    this.#database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
    // Overwrites what is removed where that costs no further write.
    this.#database.exec('PRAGMA secure_delete = FAST');
    prepareSchema(this.#database);
    this.#waitAtMost(this.#waitMs);
  }

  /** Node 22.13 ignores the option of the constructor. */
  #waitAtMost(milliseconds: number): void {
    this.#database.exec(`PRAGMA busy_timeout = ${milliseconds}`);
  }

  /** SQLite has ended a transaction by itself after some errors. Node 22.13 can't tell after which. */
  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {}
  }
}

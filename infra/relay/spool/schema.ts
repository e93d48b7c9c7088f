import type { DatabaseSync } from 'node:sqlite';

/** Version of the spool's tables, in SQLite's `user_version`. */
export const SCHEMA_VERSION = 1;

/**
 * `request` has what was received. `delivery` has a row for each target that has not taken a request yet, so that targets progress
 * apart. A request goes when its last delivery does. AUTOINCREMENT never reuses a sequence, after a restart neither.
 */
const TABLES = `
  CREATE TABLE request (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    received_at TEXT NOT NULL,
    path TEXT NOT NULL,
    operation_id TEXT,
    content_type TEXT,
    verdict TEXT,
    others TEXT,
    body BLOB NOT NULL
  ) STRICT;
  CREATE TABLE delivery (
    sequence INTEGER NOT NULL,
    target TEXT NOT NULL,
    set_aside_at TEXT,
    reason TEXT,
    PRIMARY KEY (sequence, target)
  ) STRICT, WITHOUT ROWID;
`;

/** The spool has the tables of another version of the relay. */
export class UnknownSchema extends Error {
  override readonly name = 'UnknownSchema';
}

/**
 * Creates the tables of a new spool.
 *
 * @throws {UnknownSchema} when a later version of the relay made the spool
 */
export function prepareSchema(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (version === SCHEMA_VERSION) return;
  if (version !== 0) throw new UnknownSchema(`the spool has version ${version}`);
  database.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}

import type { DatabaseSync } from 'node:sqlite';

/** Version of the spool's tables, in SQLite's `user_version`. */
export const SCHEMA_VERSION = 3;

/** Callbacks that a command has discarded, until the relay has printed a line about each. */
const DISCARDED_TABLE = `
  CREATE TABLE discarded (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    received_at TEXT NOT NULL,
    path TEXT NOT NULL,
    target TEXT NOT NULL,
    discarded_at TEXT NOT NULL
  ) STRICT;
`;

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
    marks TEXT,
    body BLOB NOT NULL
  ) STRICT;
  CREATE TABLE delivery (
    sequence INTEGER NOT NULL,
    target TEXT NOT NULL,
    set_aside_at TEXT,
    reason TEXT,
    PRIMARY KEY (sequence, target)
  ) STRICT, WITHOUT ROWID;
  ${DISCARDED_TABLE}
`;

/** Version 1 did not keep the marks of tests and replays. */
const UPGRADE_OF_1 = 'ALTER TABLE request ADD COLUMN marks TEXT;';

/** Version 2 could not discard callbacks. */
const UPGRADE_OF_2 = DISCARDED_TABLE;

/** The spool has the tables of another version of the relay. */
export class UnknownSchema extends Error {
  override readonly name = 'UnknownSchema';
}

/**
 * Creates the tables of a new spool, or brings those of an earlier version up to date.
 *
 * @throws {UnknownSchema} when a later version of the relay made the spool
 */
export function prepareSchema(database: DatabaseSync): void {
  if (versionOf(database) === SCHEMA_VERSION) return;
  database.exec('BEGIN IMMEDIATE');
  // A command beside a relay may have done it in the meantime.
  const version = versionOf(database);
  if (version > SCHEMA_VERSION) throw new UnknownSchema(`the spool has version ${version}`);
  if (version === 0) database.exec(TABLES);
  if (version === 1) database.exec(UPGRADE_OF_1);
  if (version === 1 || version === 2) database.exec(UPGRADE_OF_2);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

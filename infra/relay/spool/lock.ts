import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqlite-failure.ts';

/** Another process has the spool. */
export class SpoolInUse extends Error {
  override readonly name = 'SpoolInUse';
}

/**
 * Locks a spool for this process. The operating system releases the lock when the process ends, however that happens.
 *
 * The lock is that of an empty database of its own, so that commands can read the spool while a relay runs.
 *
 * @throws {SpoolInUse}
 */
export function lockSpool(directory: string): DatabaseSync {
  const path = join(directory, 'lock');
  closeSync(openSync(path, 'a', 0o600));
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    // A journal in a file would need space on a disk that may be full.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw new SpoolInUse();
    throw error;
  }
}

import { readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureAccessKey, readAccessKey, writeAccessKey } from './access-key.ts';
import { type OnFailure, type SupervisedDatabase, startThread } from './database-supervisor.ts';
import { DATABASE, ENDPOINT } from './directory.ts';
import type { Database } from './dynamodb.ts';

/** Another process uses the data directory. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

/** The directory does not exist or contains no database. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase';
}

/** A database with an access key. */
export interface LocalDatabase extends Database {
  /** Access key ID that requests must be signed with. */
  readonly accessKey: string;
}

interface DatabaseOptions {
  /** The database of a command, which closes as soon as the command ends. Others must not use it. */
  readonly isTemporary?: boolean;
  /** 0 selects a free port. */
  readonly port?: number;
  readonly onFailure?: OnFailure;
  /** Called after a restart. The storage may be empty then. */
  readonly onRestart?: () => void;
}

/** Marks the endpoint of a temporary database. A URL's fragment is not sent. */
const TEMPORARY = '#temporary';

function inUse(directory: string): DatabaseInUse {
  return new DatabaseInUse(`Another process uses the data in ${directory}`);
}

/**
 * Starts a database in this process, with its data in a directory.
 *
 * @throws {DatabaseInUse} when another process uses the directory
 * @throws {NodeJS.ErrnoException} EADDRINUSE; errors of the storage
 */
export async function startDatabase(
  directory: string,
  { isTemporary = false, port = 0, onFailure = () => {}, onRestart = () => {} }: DatabaseOptions = {},
): Promise<LocalDatabase & SupervisedDatabase> {
  if (await runningEndpoint(directory)) throw inUse(directory);
  const accessKey = await ensureAccessKey(directory);
  const publish = async (endpoint: string) =>
    writeFile(
      join(directory, ENDPOINT),
      `${process.pid} ${endpoint}${isTemporary ? TEMPORARY : ''} ${await realpath(directory)}`,
    );
  const publishAgain = async (endpoint: string) => {
    // Both files may have been deleted with the directory. The database works without them; only commands need them.
    await writeAccessKey(directory, accessKey).catch(() => {});
    await publish(endpoint).catch(() => {});
    onRestart();
  };
  const options = { path: join(directory, DATABASE), port, accessKey };
  const database = await startThread(options, { onFailure, onRestart: publishAgain });
  const close = async () => {
    await database.close();
    await rm(join(directory, ENDPOINT), { force: true });
  };
  try {
    await publish(database.endpoint);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...database, accessKey, close };
}

/**
 * Opens the database of a directory: the running one, which `close` leaves running, or a new one in this process.
 *
 * @throws {NoDatabase} without creating anything
 * @throws {DatabaseInUse} while a command uses its own
 * @throws {NodeJS.ErrnoException} when the access key cannot be read; errors of the storage
 */
export async function openDatabase(directory: string): Promise<LocalDatabase> {
  const endpoint = await runningEndpoint(directory);
  if (endpoint?.endsWith(TEMPORARY)) throw inUse(directory);
  if (endpoint !== undefined) return { endpoint, accessKey: await readAccessKey(directory), close: async () => {} };
  if (!(await hasDatabase(directory))) throw new NoDatabase(`no data in ${directory}`);
  return startDatabase(directory, { isTemporary: true });
}

/** Returns the running database of a directory, undefined when there is none. `close` leaves it running. */
export async function openRunning(directory: string): Promise<LocalDatabase | undefined> {
  const endpoint = await runningEndpoint(directory);
  if (endpoint === undefined || endpoint.endsWith(TEMPORARY)) return undefined;
  return { endpoint, accessKey: await readAccessKey(directory), close: async () => {} };
}

/** Looks for the file `CURRENT`, which every LevelDB database has. */
async function hasDatabase(directory: string): Promise<boolean> {
  try {
    return (await stat(join(directory, DATABASE, 'CURRENT'))).isFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}

async function runningEndpoint(directory: string): Promise<string | undefined> {
  const text = await readFile(join(directory, ENDPOINT), 'utf8').catch(() => '');
  const [pid, endpoint, ...path] = text.split(' ');
  if (!endpoint || !isRunning(Number(pid))) return undefined;
  // The file of a moved directory names a database that now uses another directory.
  if (path.join(' ') !== (await realpath(directory))) return undefined;
  // After a timeout the port counts as open, because a busy process answers slowly.
  const open = await fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    (error) => error.name === 'TimeoutError',
  );
  return open ? endpoint : undefined;
}

/**
 * Tells whether a process of this user runs under the PID. A killed process leaves its file behind, and another user's
 * process may reuse the PID. It must not receive the access key.
 */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

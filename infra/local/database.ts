import { readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureAccessKey, readAccessKey, writeAccessKey } from './access-key.ts';
import { type OnFailure, type SupervisedDatabase, startThread } from './database-supervisor.ts';
import { DATABASE, ENDPOINT } from './directory.ts';
import type { Database } from './dynamodb.ts';

/** Another process has the data. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

/** A directory holds no database, or is not there. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase';
}

/** A database that is entered with a key. */
export interface LocalDatabase extends Database {
  /** The access key ID that requests have to be signed with. */
  readonly accessKey: string;
}

interface DatabaseOptions {
  /** 0 for any that is free. */
  readonly port?: number;
  readonly onFailure?: OnFailure;
  /** Called when the database was started again. Its storage may be empty by then. */
  readonly onRestart?: () => void;
}

/**
 * Starts a database in this process that keeps its data in a directory.
 *
 * @throws {DatabaseInUse} when another process has the directory
 * @throws {NodeJS.ErrnoException} EADDRINUSE; what the storage fails with
 */
export async function startDatabase(
  directory: string,
  { port = 0, onFailure = () => {}, onRestart = () => {} }: DatabaseOptions = {},
): Promise<LocalDatabase & SupervisedDatabase> {
  if (await runningEndpoint(directory)) throw new DatabaseInUse(`another process has the data in ${directory}`);
  const accessKey = await ensureAccessKey(directory);
  const publish = async (endpoint: string) =>
    writeFile(join(directory, ENDPOINT), `${process.pid} ${endpoint} ${await realpath(directory)}`);
  const publishAgain = async (endpoint: string) => {
    // Both files may be gone with the directory. If they can't be written, nobody finds this database.
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
 * The database that has a directory's data: the one that runs already, which is left running, else one started in this process.
 *
 * @throws {NoDatabase} and makes nothing
 * @throws {NodeJS.ErrnoException} when the access key can't be read; what the storage fails with
 */
export async function openDatabase(directory: string): Promise<LocalDatabase> {
  const endpoint = await runningEndpoint(directory);
  if (endpoint !== undefined) return { endpoint, accessKey: await readAccessKey(directory), close: async () => {} };
  if (!(await hasDatabase(directory))) throw new NoDatabase(`there is no data in ${directory}`);
  return startDatabase(directory);
}

/** LevelDB keeps this file in each of its databases. */
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
  // A directory that was moved still has the file, but its database has another by now.
  if (path.join(' ') !== (await realpath(directory))) return undefined;
  // A process that is busy is slow to answer, but its port is open.
  const open = await fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    (error) => error.name === 'TimeoutError',
  );
  return open ? endpoint : undefined;
}

/**
 * A file that a killed process left behind names a process that is gone, or by now another's. A process of another user can't be the
 * one that has this directory: the access key must not be sent to it.
 */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

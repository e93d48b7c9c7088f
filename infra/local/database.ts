import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type OnFailure, startThread } from './database-supervisor.ts';
import type { Database } from './dynamodb.ts';

/** Another process has the data. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

/**
 * Starts a database in this process that keeps its data in a directory.
 *
 * @param port 0 for any that is free
 * @throws {DatabaseInUse} when another process has the directory
 * @throws {NodeJS.ErrnoException} EADDRINUSE; what the storage fails with
 */
export async function startDatabase(directory: string, port = 0, onFailure: OnFailure = () => {}): Promise<Database> {
  await mkdir(directory, { recursive: true });
  if (await runningEndpoint(directory)) throw new DatabaseInUse(`another process has the data in ${directory}`);
  const publish = (endpoint: string) => writeFile(endpointFile(directory), `${process.pid} ${endpoint}`);
  // Whoever looked at the data while it was down has taken the file away. If it can't be written, nobody finds this database.
  const onRestart = (endpoint: string) => publish(endpoint).catch(() => {});
  const database = await startThread(join(directory, 'dynamodb'), port, { onFailure, onRestart });
  const close = async () => {
    await database.close();
    await rm(endpointFile(directory), { force: true });
  };
  try {
    await publish(database.endpoint);
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoint: database.endpoint, close };
}

/** The database that has a directory's data: the one that runs already, which is left running, else one started in this process. */
export async function openDatabase(directory: string): Promise<Database> {
  const endpoint = await runningEndpoint(directory);
  return endpoint === undefined ? startDatabase(directory) : { endpoint, close: async () => {} };
}

/** Where a running database says how to reach it. */
function endpointFile(directory: string): string {
  return join(directory, 'endpoint');
}

async function runningEndpoint(directory: string): Promise<string | undefined> {
  const text = await readFile(endpointFile(directory), 'utf8').catch(() => '');
  const [pid, endpoint] = text.split(' ');
  if (!endpoint || !isRunning(Number(pid))) return undefined;
  // A process that is busy is slow to answer, but its port is open.
  const open = await fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    (error) => error.name === 'TimeoutError',
  );
  return open ? endpoint : undefined;
}

/** A file that a killed process left behind names a process that is gone. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

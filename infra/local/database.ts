import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Database } from './dynamodb.ts';

/** Milliseconds before a database that failed is started again. */
const RESTART_PAUSE = 1_000;

/** Another process has the data. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

/**
 * Points the SDK in this process at a local database: it wants a region and credentials, and any will do. A profile of the
 * person's own must not get in the way.
 */
export function pointSdkAt({ endpoint }: Pick<Database, 'endpoint'>, env: NodeJS.ProcessEnv): void {
  delete env.AWS_PROFILE;
  delete env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS;
  Object.assign(env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
}

/** What the SDK wants and a DynamoDB elsewhere may not care for, where the person has not set it. */
export function fillInForSdk(env: NodeJS.ProcessEnv): void {
  env.AWS_REGION ??= 'local';
  if (env.AWS_PROFILE !== undefined || env.AWS_ACCESS_KEY_ID !== undefined) return;
  Object.assign(env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
}

/** Told when the database failed. It is started again by itself, as soon as its storage lets it. */
export type OnFailure = (error: Error) => void;

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

/**
 * The database has a thread of its own, because it throws what its storage fails with, such as that the disk is full: that must not
 * end the process, which has a queue and a log yet. A new thread takes its place.
 */
async function startThread(
  path: string,
  port: number,
  { onFailure, onRestart }: { onFailure: OnFailure; onRestart: (endpoint: string) => Promise<void> },
): Promise<Database> {
  let isClosed = false;
  let recovered = Promise.resolve();
  let thread = await startWorker(path, port);
  const { endpoint } = thread;
  const watch = () =>
    thread.worker.once('error', (error) => {
      onFailure(error);
      recovered = recover();
    });
  const recover = async () => {
    while (!isClosed) {
      await setTimeout(RESTART_PAUSE);
      const next = isClosed
        ? undefined
        : await startWorker(path, Number(new URL(endpoint).port)).catch(() => undefined);
      if (!next) continue;
      thread = next;
      watch();
      return onRestart(endpoint);
    }
  };
  watch();
  return {
    endpoint,
    close: async () => {
      isClosed = true;
      await recovered;
      await end(thread.worker);
    },
  };
}

async function startWorker(path: string, port: number): Promise<{ worker: Worker; endpoint: string }> {
  const worker = new Worker(new URL('./database-thread.ts', import.meta.url), { workerData: { path, port } });
  const [endpoint] = await once(worker, 'message');
  return { worker, endpoint };
}

/** Ends a thread, which may have ended by itself, or fail as it ends. */
async function end(worker: Worker): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.removeAllListeners('error').on('error', () => {});
  worker.postMessage('end');
  if (worker.threadId !== -1) await ended;
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

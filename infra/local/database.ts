import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import dynalite from 'dynalite';

/** A DynamoDB API on the loopback interface. */
export interface Database {
  readonly endpoint: string;
  /** Waits for what is in flight. A database that another process runs is left running. */
  close(): Promise<void>;
}

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

/** Starts a database in this process that forgets everything when it ends. */
export function startMemoryDatabase(port = 0): Promise<Database> {
  return listen({}, port);
}

/**
 * Starts a database in this process that keeps its data in a directory.
 *
 * @param port 0 for any that is free
 * @throws {DatabaseInUse} when another process has the directory
 * @throws {NodeJS.ErrnoException} EADDRINUSE
 */
export async function startDatabase(directory: string, port = 0): Promise<Database> {
  await mkdir(directory, { recursive: true });
  if (await runningEndpoint(directory)) throw new DatabaseInUse(`another process has the data in ${directory}`);
  const database = await listen({ path: join(directory, 'dynamodb') }, port);
  await writeFile(endpointFile(directory), `${process.pid} ${database.endpoint}`);
  return {
    endpoint: database.endpoint,
    close: async () => {
      await database.close();
      await rm(endpointFile(directory), { force: true });
    },
  };
}

/** The database that has a directory's data: the one that runs already, else one started in this process. */
export async function openDatabase(directory: string): Promise<Database> {
  const endpoint = await runningEndpoint(directory);
  return endpoint === undefined ? startDatabase(directory) : { endpoint, close: async () => {} };
}

async function listen(options: { path?: string }, port: number): Promise<Database> {
  const server = dynalite({ ...options, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  const [handle] = server.listeners('request') as [(request: IncomingMessage, response: ServerResponse) => void];
  server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
    // dynalite lets every web page in that a browser on this machine has open.
    if (request.headers.origin === undefined) handle(request, response);
    else response.writeHead(403).end();
    // It rethrows the error of a client that goes away while it sends, which would end this process.
    request.removeAllListeners('error').on('error', () => {});
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
      }),
  };
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

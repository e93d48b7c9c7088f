import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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

/** What the SDK needs to reach a local database: it wants a region and credentials, and any will do. */
export function databaseEnvironment({ endpoint }: Pick<Database, 'endpoint'>) {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
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
  await writeFile(endpointFile(directory), database.endpoint);
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
  // dynalite rethrows the error of a client that goes away while it sends, which would end this process.
  server.on('request', (request) => request.removeAllListeners('error').on('error', () => {}));
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
  const endpoint = await readFile(endpointFile(directory), 'utf8').catch(() => undefined);
  if (!endpoint) return undefined;
  // A file that a killed process left behind names a port where nothing, or something else, answers.
  const greeting = await fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.text(),
    () => '',
  );
  return greeting.startsWith('healthy: dynamodb') ? endpoint : undefined;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../../../infra/local/database.ts';
import { createAuditTable, createPolicyTable } from '../../../infra/local/table-definitions.ts';
import { writeManyRecords } from '../../support/many-records.ts';
import { clientOf } from '../../support/table.ts';

const ROOT = join(import.meta.dirname, '../../..');

export interface BenchReceiver {
  /** Address of the console, with the secret. */
  readonly console: string;
  /** Address that OpenIM would call. */
  readonly callbacks: string;
  end(): Promise<void>;
}

/** Starts `npm start` on a data directory with this many records of one day. */
export async function startFilledReceiver(records: number): Promise<BenchReceiver> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-page-'));
  await fill(directory, records);
  const env = { ...process.env, DATA_DIR: directory, PORT: '0', DYNAMODB_PORT: '0', CONSOLE_PORT: await freePort() };
  const child = spawn(process.execPath, [join(ROOT, 'infra/local/start.ts')], { env, cwd: ROOT });
  const output = await started(child);
  return {
    console: /http:\S+\/open\/\w+/.exec(output)?.[0] ?? '',
    callbacks: /http:\S+\/callbackExample/.exec(output)?.[0] ?? '',
    end: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
      await rm(directory, { recursive: true });
    },
  };
}

async function fill(directory: string, records: number): Promise<void> {
  const { endpoint, accessKey, close } = await startDatabase(directory);
  const client = clientOf(endpoint, accessKey);
  await createPolicyTable(client);
  const times = { newestMs: Date.now() - 60_000, intervalMs: 100 };
  await writeManyRecords(await createAuditTable(client), records, times);
  client.destroy();
  await close();
}

async function started(child: ChildProcess): Promise<string> {
  let output = '';
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.stdout?.on('data', (data) => {
    output += data;
    if (output.includes('Ctrl-C ends')) resolve(output);
  });
  child.stderr?.on('data', (data) => process.stderr.write(data));
  child.once('exit', () => reject(new Error('the receiver ended')));
  return promise;
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

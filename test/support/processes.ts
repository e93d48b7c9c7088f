import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startDatabase } from '../../infra/local/database.ts';
import { createAuditTable, createPolicyTable } from '../../infra/local/table-definitions.ts';
import { onceARun } from './once-a-run.ts';
import { clientOf } from './table.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Environment of a user who has set nothing but the time zone. The cache halves the CPU time of a start; it belongs to the test run. */
const CLEAN = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  // Tables show local times.
  TZ: 'UTC',
  NODE_COMPILE_CACHE: join(tmpdir(), 'compile-cache'),
};

/** Waits for what a process prints or does soon, on a busy machine, too. */
export const SOON = { timeout: 30_000 };

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the project to its end. */
export async function run(
  file: string,
  args: string[],
  env: Record<string, string> = {},
  { cwd = ROOT, input = '' }: { readonly cwd?: string; readonly input?: string } = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [join(ROOT, file), ...args], { env: { ...CLEAN, ...env }, cwd });
  child.stdin?.on('error', () => {}).end(input);
  const output = gather(child);
  const [code] = await once(child, 'close');
  return { code, ...output };
}

/** Runs a command and reads only the beginning of its output, as `| head` does. */
export async function runUntilRead(
  file: string,
  args: string[],
  env: Record<string, string>,
  closed: 'stdout' | 'both' = 'stdout',
): Promise<Finished> {
  const child = spawn(process.execPath, [join(ROOT, file), ...args], { env: { ...CLEAN, ...env }, cwd: ROOT });
  const output = gather(child);
  child.stdout.once('data', () => {
    child.stdout.destroy();
    if (closed === 'both') child.stderr.destroy();
  });
  const [code] = await once(child, 'close');
  return { code, ...output };
}

export interface Receiver {
  readonly child: ChildProcess;
  readonly port: number;
  readonly address: string;
  readonly output: { stdout: string; stderr: string };
  /** Ends the process as Ctrl-C or a service manager does. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Shell commands that limit files to 2 MB, as on a full disk. Writing more fails with EFBIG. */
export const SMALL_FILES = "trap '' XFSZ; ulimit -f 4096; exec";

/**
 * Starts `npm start` on free ports.
 *
 * @param shell shell commands before the start
 */
export async function startReceiver(
  env: Record<string, string>,
  args: string[] = [],
  shell = 'exec',
): Promise<Receiver> {
  const command = [process.execPath, join(ROOT, 'infra/local/start.ts'), ...args];
  const child = spawn('sh', ['-c', `${shell} "$@"`, 'sh', ...command], {
    env: { ...CLEAN, PORT: '0', DYNAMODB_PORT: '0', CONSOLE_PORT: 'off', ...env },
    cwd: ROOT,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const output = gather(child);
  while (!output.stdout.includes('Ctrl-C ends')) {
    if (child.exitCode !== null) throw new Error(`the receiver did not start: ${output.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const port = Number(/:(\d+)\/callbackExample/.exec(output.stdout)?.[1]);
  return {
    child,
    port,
    address: `http://127.0.0.1:${port}/callbackExample`,
    output,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      const [code] = await once(child, 'exit');
      return code;
    },
  };
}

/** Makes a directory that ends with the test. */
export async function emptyDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'receiver-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Makes a data directory as `npm start` leaves it, without a record. It is a copy of one that is made once a run. */
export async function emptyData(): Promise<string> {
  const directory = await emptyDirectory();
  await cp(await onceARun('empty-data', fillWithTables), directory, { recursive: true });
  return directory;
}

async function fillWithTables(directory: string): Promise<void> {
  const { endpoint, accessKey, close } = await startDatabase(directory);
  const client = clientOf(endpoint, accessKey);
  await createAuditTable(client);
  await createPolicyTable(client);
  client.destroy();
  await close();
}

function gather(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (data) => {
    output.stdout += data;
  });
  child.stderr?.on('data', (data) => {
    output.stderr += data;
  });
  return output;
}

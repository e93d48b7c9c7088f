import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

export interface BenchServer {
  readonly port: number;
  /** Returns the CPU time of the process until now, with that of its database. */
  cpuUs(): Promise<number>;
  stop(): Promise<unknown>;
}

/** Starts a server on free ports with a data directory of its own. It ends with this process, too. */
export async function startServer(file: string, directory: string): Promise<BenchServer> {
  const env = {
    DATA_DIR: await mkdtemp(join(directory, 'data-')),
    PORT: '0',
    DYNAMODB_PORT: '0',
    CONSOLE_PORT: 'off',
  };
  const reporter = join(import.meta.dirname, 'cpu-reporter.mjs');
  const child = spawn(process.execPath, ['--import', reporter, join(ROOT, file)], {
    env,
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  const { promise: address, resolve, reject } = Promise.withResolvers<string>();
  child.stdout?.on('data', (data) => {
    if (output.length < 10_000) output += data;
    const [found] = /http:\/\/127\.0\.0\.1:\d+\//.exec(output) ?? [];
    if (found !== undefined) resolve(found);
  });
  child.once('exit', () => reject(new Error(`${file} ended`)));
  const port = Number(new URL(await address).port);
  return {
    port,
    cpuUs: async () => {
      child.send('cpu');
      return Number((await once(child, 'message'))[0]);
    },
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

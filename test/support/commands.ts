import { Readable, Writable } from 'node:stream';
import { run } from '../../infra/operator/commands.ts';
import type { Finished } from './processes.ts';

/** The file of all commands, for tests that start a process. */
export const BIN = 'infra/operator/openim-webhook.ts';

/** Runs a command in this process, with an environment, an input and outputs of its own. */
export async function runHere(
  argv: readonly string[],
  env: Record<string, string> = {},
  { input = '', isTTY = false }: { readonly input?: string; readonly isTTY?: boolean } = {},
): Promise<Finished> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const code = await run(argv, {
    env: { TZ: 'UTC', ...env },
    stdin: Object.assign(Readable.from([Buffer.from(input)]), { isTTY }),
    stdout,
    stderr,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Collected extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.text += chunk;
    callback();
  }
}

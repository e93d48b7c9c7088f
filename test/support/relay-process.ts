import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as v from 'valibot';
import { onTestFinished } from 'vitest';
import { RelayStatus } from '../../infra/relay/status/relay-status.ts';
import { post } from './http.ts';
import { ROOT } from './markdown.ts';
import { AFTER, numbered } from './relay.ts';

export interface RelayProcess {
  readonly child: ChildProcess;
  readonly port: number;
  readonly url: string;
  readonly output: { stdout: string; stderr: string };
  /** Ends the process, and returns its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a relay as a process on a free port.
 *
 * @param command words before the options of the relay, such as those of a tracer
 */
export async function startRelayProcess(
  env: Record<string, string>,
  {
    args = [],
    command = relayCommand(),
  }: { readonly args?: readonly string[]; readonly command?: readonly string[] } = {},
): Promise<RelayProcess> {
  const [file = '', ...words] = command;
  const child = spawn(file, [...words, ...args], {
    env: { PATH: process.env.PATH, RELAY_PORT: '0', ...env },
    cwd: ROOT,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (data) => {
    output.stdout += data;
  });
  child.stderr?.on('data', (data) => {
    output.stderr += data;
  });
  const ended = once(child, 'exit');
  while (!output.stdout.includes('Takes callbacks on')) {
    if (child.exitCode !== null) throw new Error(`the relay did not start: ${output.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const port = Number(/on http:\/\/[^:]+:(\d+),/.exec(output.stdout)?.[1]);
  return {
    child,
    port,
    url: `http://127.0.0.1:${port}`,
    output,
    end: async (signal) => {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}

/** Words that run the relay from its source. */
export function relayCommand(): string[] {
  return [process.execPath, join(ROOT, 'infra/operator/openim-webhook.ts'), 'relay'];
}

/** Tells whether a program can be run here. */
export function isInstalled(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/**
 * Sends numbered callbacks on some connections until the relay is gone.
 *
 * @param onAnswered gets the body of each callback that the relay took
 */
export async function sendUntilGone(
  url: string,
  connections: number,
  first: number,
  onAnswered: (body: string) => void,
): Promise<void> {
  let next = first;
  const send = async () => {
    for (;;) {
      const body = numbered(next++);
      const { answer } = await post(`${url}/${AFTER}`, body);
      if (answer.actionCode === 0) onAnswered(body);
    }
  };
  await Promise.all(Array.from({ length: connections }, () => send().catch(() => {})));
}

/** Returns the number of callbacks that wait in a relay. */
export async function waitingIn({ url }: Pick<RelayProcess, 'url'>): Promise<number | undefined> {
  const status = v.parse(RelayStatus, await (await fetch(`${url}/status`)).json());
  return status.targets[0]?.waiting;
}

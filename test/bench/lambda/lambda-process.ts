import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Contender } from '../contender.ts';
import { CONTEXT, NODE_OPTIONS } from './environment.ts';

export interface Timing {
  readonly wallUs: number;
  readonly cpuUs: number;
}

export interface Allocation {
  readonly heapBytes: number;
  readonly bufferBytes: number;
  /** Something was collected meanwhile, so that the bytes are too few. */
  readonly isCollected: boolean;
}

interface Output {
  /** Calls until now. */
  calls: number;
  lines: number;
  bytes: number;
}

/** A function in a process of its own, as in Lambda: one call at a time, with Lambda's options and variables. */
export interface LambdaProcess {
  /** What the function has written. Its standard output is a pipe that this process empties, as Lambda's is. */
  readonly output: Readonly<Output>;
  /** Returns the mean of the calls. */
  time(event: APIGatewayProxyEvent, calls: number): Promise<Timing>;
  allocate(event: APIGatewayProxyEvent, calls: number): Promise<Allocation>;
  profile(event: APIGatewayProxyEvent, calls: number): Promise<Profiler.Profile>;
  stop(): Promise<unknown>;
}

/** @param options of Node, besides Lambda's */
export async function startLambda(
  { name, bundle, env }: Contender,
  options: readonly string[] = [],
): Promise<LambdaProcess> {
  const child = spawn(
    process.execPath,
    [
      ...NODE_OPTIONS,
      ...options,
      join(import.meta.dirname, 'warm.mjs'),
      JSON.stringify({ file: bundle.file, context: CONTEXT }),
    ],
    { env: { ...env }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  const output: Output = { calls: 0, lines: 0, bytes: 0 };
  child.stdout?.on('data', (data: Buffer) => {
    output.bytes += data.length;
    for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) output.lines += 1;
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the process of ${name} ended`)));
  ended.catch(() => {});
  const reply = async () => ((await Promise.race([once(child, 'message'), ended])) as unknown[])[0];
  await reply();
  const order = async <Result>(what: string, event: APIGatewayProxyEvent, calls: number): Promise<Result> => {
    child.send({ what, event, calls });
    output.calls += calls;
    return (await reply()) as Result;
  };
  return {
    output,
    time: (event, calls) => order('time', event, calls),
    allocate: (event, calls) => order('allocation', event, calls),
    profile: async (event, calls) => (await order<{ profile: Profiler.Profile }>('profile', event, calls)).profile,
    stop: async () => {
      const { stdout } = child;
      const read = stdout ? once(stdout, 'end') : undefined;
      child.disconnect();
      await Promise.all([read, ended.catch(() => {})]);
    },
  };
}

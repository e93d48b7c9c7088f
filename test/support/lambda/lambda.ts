import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type Ending, startRuntimeApi } from './runtime-api.ts';

/** Time that a process has to start. Source: AWS Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle". */
const INIT_TIMEOUT_MS = 10_000;

/** Share of a function's memory that its heap may have. */
const HEAP_SHARE = 0.9;

/** AWS's own loop, if a person installed it with `npm install --no-save aws-lambda-ric`, which takes a C++ compiler. */
const RIC = join(import.meta.dirname, '../../../node_modules/aws-lambda-ric');

/** Program that asks the Runtime API for invocations, and runs the handler. */
export const RUNTIME = existsSync(join(RIC, 'package.json'))
  ? join(RIC, JSON.parse(readFileSync(join(RIC, 'package.json'), 'utf8')).bin['aws-lambda-ric'])
  : join(import.meta.dirname, 'runtime-loop.mjs');

/** What Lambda has of a function. */
export interface Configuration {
  readonly name: string;
  readonly arn: string;
  /** Folder of the code. */
  readonly folder: string;
  /** File and export, such as `index.handler`. */
  readonly handler: string;
  readonly memoryMB: number;
  readonly timeoutMs: number;
  readonly logFormat: string;
  readonly logLevel: string;
  readonly region: string;
  readonly variables: Readonly<Record<string, string>>;
}

export type Outcome = Ending | { readonly kind: 'timeout' };

export interface Lambda {
  /** Runs the function, in the process of the last call if that one still lives. */
  invoke(event: unknown): Promise<Outcome>;
  /** Lines that the function wrote, from both streams. */
  readonly lines: readonly string[];
  /** Processes that were started. */
  starts(): number;
}

/**
 * Runs a function as Lambda does: one process that starts with the first call, is stopped between calls, and is killed when a call
 * takes longer than the timeout. It ends with the test.
 */
export async function startLambda(configuration: Configuration): Promise<Lambda> {
  const { arn, timeoutMs, folder, handler, memoryMB } = configuration;
  const api = await startRuntimeApi();
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  let started = 0;
  let exit: Promise<Ending> = new Promise(() => {});
  onTestFinished(() => void child?.kill('SIGKILL'));

  const kill = () => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  /** Resolves when the process is ready, or with the reason why it will not be. */
  const start = async (): Promise<Ending | undefined> => {
    started += 1;
    const heap = `--max-old-space-size=${Math.floor(memoryMB * HEAP_SHARE)}`;
    const env = environmentOf(configuration, api.address);
    child = spawn(process.execPath, [heap, RUNTIME, handler], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const input of [child.stdout, child.stderr])
      if (input) createInterface({ input }).on('line', (line) => lines.push(line));
    exit = once(child, 'exit').then(([code, signal]) =>
      ended(`the process ended with ${code ?? signal}: ${lines.join(' ')}`),
    );
    const late = setTimeout(INIT_TIMEOUT_MS, ended('the process did not start in time'), { ref: false });
    return Promise.race([api.idle(), api.initError(), exit, late]);
  };

  return {
    lines,
    starts: () => started,
    invoke: async (event) => {
      const failed = child ? undefined : await start();
      if (failed) {
        kill();
        return failed;
      }
      child?.kill('SIGCONT');
      const limit = setTimeout(timeoutMs, { kind: 'timeout' } as const, { ref: false });
      const outcome = await Promise.race([api.run({ id: randomUUID(), event, arn, timeoutMs }), exit, limit]);
      const next = outcome.kind === 'timeout' ? outcome : await Promise.race([api.idle(), exit]);
      if (next === undefined) child?.kill('SIGSTOP');
      else kill();
      return outcome;
    },
  };
}

function ended(errorMessage: string): Ending {
  return { kind: 'error', errorType: 'Runtime.ExitError', errorMessage };
}

/** Source: AWS Lambda Developer Guide, "Defined runtime environment variables". */
function environmentOf(function_: Configuration, AWS_LAMBDA_RUNTIME_API: string): Record<string, string> {
  const { name, region, folder, handler, memoryMB, logFormat, logLevel, variables } = function_;
  return {
    ...variables,
    AWS_LAMBDA_RUNTIME_API,
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: folder,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMB),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/22/[$LATEST]0123456789abcdef',
    AWS_LAMBDA_LOG_FORMAT: logFormat,
    AWS_LAMBDA_LOG_LEVEL: logLevel,
    // Tells functions apart for those whom they call.
    AWS_ACCESS_KEY_ID: name,
    AWS_SECRET_ACCESS_KEY: 'secret-of-the-role',
    AWS_SESSION_TOKEN: 'session-of-the-role',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}

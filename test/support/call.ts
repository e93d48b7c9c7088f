import type { Context } from 'aws-lambda';
import { logTo } from '../../functions/callback/last-resort.ts';
import type { Handler } from '../../functions/callback/pipeline.ts';
import { createRuntime, type Runtime, type RuntimeOptions } from '../../functions/callback/runtime.ts';
import type { Answer } from '../../functions/openim/answer.ts';
import { type Functions, loadFunctions as loadAll } from '../../infra/local/functions.ts';
import type { FunctionName } from '../../infra/routes.ts';
import { functionEnvironment } from './environment.ts';
import { LogLines } from './log-lines.ts';
import { type Call, proxyEventOf } from './proxy-event.ts';

/** The functions of a runtime of their own, as of a new Lambda process. */
export interface LoadedFunctions extends Functions {
  readonly runtime: Runtime;
  /** The lines that the last resort has logged. */
  readonly log: string[];
}

export async function loadFunctions(
  endpoint: string,
  settings: Record<string, string> = {},
  options: RuntimeOptions = {},
): Promise<LoadedFunctions> {
  const env = {
    ...functionEnvironment(endpoint),
    ALLOW_UNAUTHENTICATED: 'false',
    FAILURE_VERDICT: 'refuse',
    ...settings,
  };
  const log = new LogLines();
  const runtime = createRuntime(env, { lastResort: logTo(log), ...options });
  return Object.assign(await loadAll(runtime), { runtime, log: log.lines }) as LoadedFunctions;
}

/** Calls a function and decodes what it answers. */
export async function call(functions: Functions, name: FunctionName, what: Call, context: Partial<Context> = {}) {
  const handler = functions.get(name) as Handler;
  const { statusCode, headers, body } = await handler(proxyEventOf(what), context as Context);
  return { status: statusCode, contentType: headers?.['content-type'], answer: JSON.parse(body) as Answer };
}

import type { Context } from 'aws-lambda';
import { vi } from 'vitest';
import type { Handler } from '../../functions/callback/pipeline.ts';
import type { Answer } from '../../functions/openim/answer.ts';
import { type Functions, loadFunctions as loadAll } from '../../infra/local/functions.ts';
import type { FunctionName } from '../../infra/routes.ts';
import { functionEnvironment } from './environment.ts';
import { type Call, proxyEventOf } from './proxy-event.ts';

/** Milliseconds in which every answer must come, of OpenIM's 5,000. Ours are 3,500; the rest is for a machine that is busy. */
export const IN_TIME = 4_500;

/** The functions, loaded anew with these settings, as a new Lambda process would. */
export async function loadFunctions(endpoint: string, settings: Record<string, string> = {}): Promise<Functions> {
  const env = {
    ...functionEnvironment(endpoint),
    ALLOW_UNAUTHENTICATED: 'false',
    FAILURE_VERDICT: 'refuse',
    ...settings,
  };
  vi.unstubAllEnvs();
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  vi.resetModules();
  return loadAll();
}

/** Calls a function and decodes what it answers. */
export async function call(functions: Functions, name: FunctionName, what: Call, context: Partial<Context> = {}) {
  const handler = functions.get(name) as Handler;
  const { statusCode, headers, body } = await handler(proxyEventOf(what), context as Context);
  return { status: statusCode, contentType: headers?.['content-type'], answer: JSON.parse(body) as Answer };
}

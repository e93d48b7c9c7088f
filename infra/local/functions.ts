import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Handler } from '../../functions/callback/pipeline.ts';
import { type FunctionName, routes } from '../routes.ts';

export type Functions = ReadonlyMap<FunctionName, Handler>;

/** Loads every function as Lambda does. Their settings must be in the environment by then. */
export async function loadFunctions(): Promise<Functions> {
  const load = async (name: FunctionName) => {
    const { handler } = await import(`../../functions/${name}.ts`);
    return [name, handler as Handler] as const;
  };
  return new Map(await Promise.all([...new Set(routes.values())].map(load)));
}

/** Loads the function that the fallback queue delivers to. */
export async function loadRedeliver(): Promise<(event: SQSEvent) => Promise<SQSBatchResponse>> {
  const { handler } = await import('../../functions/redeliver.ts');
  return handler;
}

import type { Handler } from '../../functions/callback/pipeline.ts';
import type { Runtime } from '../../functions/callback/runtime.ts';
import { createHandler, type Redeliver } from '../../functions/redeliver.ts';
import { type FunctionName, routes } from '../routes.ts';

export type Functions = ReadonlyMap<FunctionName, Handler>;

/** Loads the functions that handle callbacks. */
export async function loadFunctions(runtime: Runtime): Promise<Functions> {
  const load = async (name: FunctionName) => {
    const { createHandler } = await import(`../../functions/${name}.ts`);
    return [name, createHandler(runtime) as Handler] as const;
  };
  return new Map(await Promise.all([...new Set(routes.values())].map(load)));
}

/** Returns the function that the fallback queue delivers to. */
export function createRedeliver(runtime: Runtime, clock?: () => Date): Redeliver {
  return createHandler(runtime, { reportRedelivered: () => {} }, clock);
}

import type { Handler } from '../../functions/callback/pipeline.ts';
import { catalogue } from '../../functions/openim/catalogue.ts';

/** A function's file in `functions/`, without the ending. */
export type FunctionName = (typeof catalogue)[number]['name'] | 'by-query-command';

/** Path of the old address style, where the query names the command. */
export const QUERY_ROUTE = '/';

/** Every path that takes a POST, and the function behind it. */
export const routes: ReadonlyMap<string, FunctionName> = new Map([
  ...catalogue.flatMap(({ name, wireNames }) => wireNames.map((wireName) => [`/${wireName}`, name] as const)),
  [QUERY_ROUTE, 'by-query-command'],
]);

/** Loads a function as Lambda does. Its settings must be in the environment by then. */
export async function loadFunction(name: FunctionName): Promise<Handler> {
  const { handler } = await import(`../../functions/${name}.ts`);
  return handler;
}

import { type CallbackName, callbackNamed, catalogue } from '../functions/openim/catalogue.ts';
import { BATCH_PATH } from '../functions/openim/relay-protocol.ts';

/** A function that handles callbacks, one or several: its file in `functions/`, without the extension. */
export type FunctionName = CallbackName | 'by-query-command' | 'other-callback' | 'batch';

/** Path of the old address format, with the command in the query. */
export const QUERY_ROUTE = '/';

/** Path of the callbacks without a route of their own. */
export const OTHER_ROUTE = '/{command}';

/** POST routes and their functions, on AWS and on one machine. */
export const routes: ReadonlyMap<string, FunctionName> = new Map([
  ...catalogue.flatMap(({ name, wireNames }) => wireNames.map((wireName) => [`/${wireName}`, name] as const)),
  [QUERY_ROUTE, 'by-query-command'],
  [OTHER_ROUTE, 'other-callback'],
  [BATCH_PATH, 'batch'],
]);

/** Tells whether a function judges and therefore needs the policy. */
export function needsPolicy(name: FunctionName): boolean {
  return name === 'by-query-command' || isBefore(name);
}

/** Tells whether OpenIM waits for the verdict of a function. That of the old form of address gets callbacks of all kinds. */
export function isBefore(name: FunctionName): boolean {
  if (name === 'by-query-command' || name === 'other-callback' || name === 'batch') return false;
  return callbackNamed(name).timing === 'before';
}

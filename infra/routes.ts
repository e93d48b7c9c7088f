import { type CallbackName, catalogue } from '../functions/openim/catalogue.ts';

/** A function that takes callbacks: its file in `functions/`, without the ending. */
export type FunctionName = CallbackName | 'by-query-command' | 'other-callback';

/** Path of the old address style, where the query names the command. */
export const QUERY_ROUTE = '/';

/** Path of every callback that has no route of its own. */
export const OTHER_ROUTE = '/{command}';

/** Every path that takes a POST, and the function behind it: in the cloud and on this machine. */
export const routes: ReadonlyMap<string, FunctionName> = new Map([
  ...catalogue.flatMap(({ name, wireNames }) => wireNames.map((wireName) => [`/${wireName}`, name] as const)),
  [QUERY_ROUTE, 'by-query-command'],
  [OTHER_ROUTE, 'other-callback'],
]);

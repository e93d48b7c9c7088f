import { type CallbackName, catalogue } from '../functions/openim/catalogue.ts';

/** A function that takes callbacks: its file in `functions/`, without the ending. */
export type FunctionName = CallbackName | 'by-query-command';

/** Path of the old address style, where the query names the command. */
export const QUERY_ROUTE = '/';

/** Every path that takes a POST, and the function behind it: in the cloud and on this machine. */
export const routes: ReadonlyMap<string, FunctionName> = new Map([
  ...catalogue.flatMap(({ name, wireNames }) => wireNames.map((wireName) => [`/${wireName}`, name] as const)),
  [QUERY_ROUTE, 'by-query-command'],
]);

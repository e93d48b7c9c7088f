import { otherCallback } from '../../functions/openim/other.ts';
import { OTHER_ROUTE, QUERY_ROUTE, routes } from '../routes.ts';

/** What a request's URL asks for. */
export interface Address {
  /** A path of the REST API. */
  readonly route: string;
  /** What the path is below the base path. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The wire name that the path or the query says. */
  readonly command: string;
}

/**
 * The route that a URL leads to, under any base path: its last segment is a command, or its query names one. An address
 * that ends in "/" gives "//command", as OpenIM joins the two as text.
 */
export function addressOf(url: string): Address | undefined {
  const [wholePath = '', search = ''] = url.split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const segment = wholePath.split('/').at(-1) ?? '';
  const path = `/${segment}`;
  if (segment !== '' && routes.has(path)) return { route: path, path, query, command: segment };
  const command = query.getAll('command').at(-1);
  if (command !== undefined) return { route: QUERY_ROUTE, path: '/', query, command };
  return otherCallback(segment) ? { route: OTHER_ROUTE, path, query, command: segment } : undefined;
}

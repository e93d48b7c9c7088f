import { QUERY_ROUTE, routes } from '../routes.ts';

/** What a request's URL asks for. */
export interface Address {
  /** A path of the REST API. */
  readonly route: string;
  readonly query: URLSearchParams;
  /** The wire name that the path or the query says. */
  readonly command: string;
}

/**
 * The route that a URL leads to, under any base path: its last segment is a command, or its query names one. An address
 * that ends in "/" gives "//command", as OpenIM joins the two as text.
 */
export function addressOf(url: string): Address | undefined {
  const [path = '', search = ''] = url.split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const segment = path.split('/').at(-1) ?? '';
  if (segment !== '' && routes.has(`/${segment}`)) return { route: `/${segment}`, query, command: segment };
  const command = query.getAll('command').at(-1);
  return command === undefined ? undefined : { route: QUERY_ROUTE, query, command };
}

import { otherCallback } from '../../functions/openim/other.ts';
import { unescaped } from '../../functions/openim/unescaped.ts';
import { OTHER_ROUTE, QUERY_ROUTE, routes } from '../routes.ts';

/** Parsed URL of a request. */
export interface Address {
  /** Route of the REST API. */
  readonly route: string;
  /** Path without the base path. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Wire name in the path or the query. */
  readonly command: string;
}

/**
 * Returns the address in a URL with any base path, or undefined without a command. The command is the last segment or in
 * the query. Empty segments are ignored, because OpenIM calls "//command" when its address ends in "/". A proxy may have escaped
 * the command.
 */
export function addressOf(url: string): Address | undefined {
  const [wholePath = '', search = ''] = url.split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const segment = unescaped(wholePath.split('/').at(-1) ?? '');
  const path = `/${segment}`;
  if (segment !== '' && routes.has(path)) return { route: path, path, query, command: segment };
  const command = query.getAll('command').at(-1);
  if (command !== undefined) return { route: QUERY_ROUTE, path: '/', query, command };
  return otherCallback(segment) ? { route: OTHER_ROUTE, path, query, command: segment } : undefined;
}

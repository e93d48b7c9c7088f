import { readFileSync } from 'node:fs';
import { routes } from '../../infra/routes.ts';
import { call, type LoadedFunctions } from './call.ts';
import type { Call } from './proxy-event.ts';

interface RealRequest {
  readonly path: string;
  readonly body: string;
}

/** Requests of a running server, in their order. */
export function realRequests(): RealRequest[] {
  const lines = readFileSync(new URL('./real-bodies.ndjson', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line): RealRequest => JSON.parse(line));
}

/** Selects one request of each callback for a sample. */
export function isFirstOfItsPath({ path }: RealRequest, index: number): boolean {
  return realRequests().findIndex((request) => request.path === path) === index;
}

/** Sends a body to the function of its wire name, as the API routes it. */
export function sendCallback(functions: LoadedFunctions, wireName: string, what: Call) {
  const path = `/${wireName}`;
  return call(functions, routes.get(path) ?? 'other-callback', {
    ...what,
    path,
    pathParameters: { command: wireName },
  });
}

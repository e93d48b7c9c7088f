import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import {
  BATCH_PATH,
  RELAY_HEADERS,
  type RelayedRequest,
  relayHeaders,
  toBatchLine,
} from '../../functions/openim/relay-protocol.ts';
import { type FunctionName, routes } from '../../infra/routes.ts';
import { call, type LoadedFunctions } from './call.ts';
import { basic, type Call, TOKEN } from './proxy-event.ts';

/** Time at which the tests' deliveries arrive here. */
export const NOW = '2026-03-04T05:06:07.089Z';

export const AS_RELAY = { Authorization: basic(TOKEN, 'relay') };

type Sent = Omit<Call, 'body'>;

/** A request as a relay stored it. */
export function relayed(
  body: Record<string, unknown> & { callbackCommand: string },
  fields: Partial<RelayedRequest> = {},
): RelayedRequest {
  return {
    id: randomUUID(),
    receivedAt: '2026-03-04T05:06:07.012345Z',
    sequence: 1,
    path: `/${body.callbackCommand}?contenttype=json`,
    operationID: 'op-of-header',
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify(body)),
    ...fields,
  };
}

/** Delivers a request alone. */
export function deliver(functions: LoadedFunctions, request: RelayedRequest, { headers, ...sent }: Partial<Sent> = {}) {
  const { path, operationID, contentType, body } = request;
  const [route = '', search] = path.split('?');
  const known = routes.get(route);
  return call(functions, known ?? 'other-callback', {
    path: route,
    ...(search && { query: Object.fromEntries(new URLSearchParams(search)) }),
    ...(!known && { pathParameters: { command: route.slice(1) } }),
    body,
    headers: {
      ...AS_RELAY,
      ...(operationID !== undefined && { Operationid: operationID }),
      'Content-Type': contentType ?? 'application/json',
      ...relayHeaders(request, NOW),
      ...headers,
    },
    receivedAt: NOW,
    ...sent,
  });
}

/** Delivers requests, or lines of any text, in one batch. */
export async function deliverBatch(
  functions: LoadedFunctions,
  requests: readonly (RelayedRequest | string)[],
  { headers, ...sent }: Partial<Sent> = {},
  context: Partial<Context> = {},
) {
  const lines = requests.map((request) => (typeof request === 'string' ? request : toBatchLine(request)));
  const { status, answer } = await call(
    functions,
    'batch' satisfies FunctionName,
    {
      path: BATCH_PATH,
      body: lines.map((line) => `${line}\n`).join(''),
      headers: { ...AS_RELAY, [RELAY_HEADERS.sentAt]: NOW, ...headers },
      receivedAt: NOW,
      ...sent,
    },
    context,
  );
  return { status, answer, results: (answer.results ?? []) as { id: string; status: string; reason?: string }[] };
}

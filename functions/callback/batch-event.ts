import type { APIGatewayProxyEvent } from 'aws-lambda';
import { RELAY_HEADERS } from '../openim/relay-headers.ts';
import { MAX_BATCH_BYTES, type RelayedRequest, relayHeaders } from '../openim/relay-protocol.ts';
import { unescaped } from '../openim/unescaped.ts';
import { header } from './receive.ts';

/** A callback of a batch, as the gateway would pass it if it came alone. */
export interface LineEvent {
  /** Wire name in the address, undefined without any. */
  readonly wireName: string | undefined;
  readonly event: APIGatewayProxyEvent;
}

/** Returns the lines of a batch, or undefined for a batch that is too large. */
export function linesOf({ body, isBase64Encoded }: APIGatewayProxyEvent): string[] | undefined {
  const text = isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString() : (body ?? '');
  if (Buffer.byteLength(text) > MAX_BATCH_BYTES) return undefined;
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** @param number of the line, from 1. It makes the ID of the request, because chunks and parts of a record are stored under that. */
export function lineEventOf(batch: APIGatewayProxyEvent, request: RelayedRequest, number: number): LineEvent {
  const { path, operationID, contentType = 'application/json', body } = request;
  const [wholePath = '', search = ''] = path.split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const segment = unescaped(wholePath.split('/').at(-1) ?? '');
  const command = query.getAll('command').at(-1);
  const { [RELAY_HEADERS.sentAt]: _sentAt, ...relay } = relayHeaders(request, '');
  const headers = {
    authorization: header(batch, 'authorization'),
    'content-type': contentType,
    ...(operationID !== undefined && { operationid: operationID }),
    ...relay,
    [RELAY_HEADERS.sentAt]: header(batch, RELAY_HEADERS.sentAt),
  };
  const event = {
    ...batch,
    ...{ headers, multiValueHeaders: {} },
    ...{ resource: '/{command}', path: `/${segment}`, pathParameters: segment === '' ? null : { command: segment } },
    queryStringParameters: query.size === 0 ? null : Object.fromEntries(query),
    multiValueQueryStringParameters: null,
    ...{ body: Buffer.from(body).toString('base64'), isBase64Encoded: true },
    requestContext: { ...batch.requestContext, requestId: `${batch.requestContext.requestId}-${number}` },
  };
  return { wireName: segment === '' ? command : segment, event };
}

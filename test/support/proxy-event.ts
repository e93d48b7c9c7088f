import { createHash, randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';

export const TOKEN = 'a-token-for-tests';

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function basic(token: string, user = 'openim'): string {
  return `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
}

export const AUTHENTICATED = { Authorization: basic(TOKEN) };

export interface Call {
  readonly body: unknown;
  /** The path below the stage. */
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly pathParameters?: Record<string, string>;
  /** Without them, those of an authenticated caller. */
  readonly headers?: Record<string, string>;
  readonly requestID?: string;
  readonly receivedAt?: string;
  /** Milliseconds since 1970, in the place of `receivedAt`. */
  readonly requestTimeEpoch?: number;
}

/** The fields of API Gateway's proxy event that there are whatever is sent. */
const EVENT = {
  httpMethod: 'POST',
  multiValueHeaders: {},
  multiValueQueryStringParameters: null,
  stageVariables: null,
};

/** A REST proxy event. A body that is bytes comes as base64, one that is text as it is, anything else as JSON. */
export function proxyEventOf({
  body,
  path = '/',
  query,
  pathParameters,
  headers,
  requestID,
  receivedAt,
  requestTimeEpoch = receivedAt === undefined ? Date.now() : Date.parse(receivedAt),
}: Call): APIGatewayProxyEvent {
  const isBytes = body instanceof Uint8Array;
  return {
    ...EVENT,
    resource: path,
    path,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...(headers ?? AUTHENTICATED) },
    queryStringParameters: query ?? null,
    pathParameters: pathParameters ?? null,
    body: isBytes ? Buffer.from(body).toString('base64') : typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: isBytes,
    requestContext: {
      requestId: requestID ?? randomUUID(),
      requestTimeEpoch,
      identity: { sourceIp: '192.0.2.7' },
    } as APIGatewayProxyEvent['requestContext'],
  };
}

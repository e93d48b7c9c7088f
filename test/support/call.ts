import { createHash, randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { vi } from 'vitest';
import type { Handler } from '../../functions/callback/pipeline.ts';
import type { Answer } from '../../functions/openim/answer.ts';
import { catalogue } from '../../functions/openim/catalogue.ts';
import { type FunctionName, loadFunction } from '../../infra/local/routes.ts';

export const TOKEN = 'a-token-for-tests';

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function basic(token: string, user = 'openim'): string {
  return `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
}

export const AUTHENTICATED = { Authorization: basic(TOKEN) };

export type Functions = ReadonlyMap<FunctionName, Handler>;

/** The functions, loaded anew with these settings, as a new Lambda process would. */
export async function loadFunctions(endpoint: string, settings: Record<string, string> = {}): Promise<Functions> {
  const env = {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AUDIT_TABLE_NAME: 'openim-audit',
    WEBHOOK_TOKEN_HASHES: sha256(TOKEN),
    ALLOW_UNAUTHENTICATED: 'false',
    FAILURE_VERDICT: 'refuse',
    ...settings,
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  vi.resetModules();
  const names: FunctionName[] = [...catalogue.map(({ name }) => name), 'by-query-command'];
  return new Map(await Promise.all(names.map(async (name) => [name, await loadFunction(name)] as const)));
}

interface Call {
  readonly body: unknown;
  /** The path below the stage. */
  readonly path?: string;
  readonly query?: Record<string, string>;
  /** Without them, those of an authenticated caller. */
  readonly headers?: Record<string, string>;
  readonly requestID?: string;
  readonly receivedAt?: string;
}

/** The fields of API Gateway's proxy event that there are whatever is sent. */
const EVENT = {
  httpMethod: 'POST',
  multiValueHeaders: {},
  multiValueQueryStringParameters: null,
  pathParameters: null,
  stageVariables: null,
};

/** A REST proxy event. A body that is bytes comes as base64, one that is text as it is, anything else as JSON. */
export function proxyEventOf({ body, path = '/', query, headers, requestID, receivedAt }: Call): APIGatewayProxyEvent {
  const isBytes = body instanceof Uint8Array;
  return {
    ...EVENT,
    resource: path,
    path,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...(headers ?? AUTHENTICATED) },
    queryStringParameters: query ?? null,
    body: isBytes ? Buffer.from(body).toString('base64') : typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: isBytes,
    requestContext: {
      requestId: requestID ?? randomUUID(),
      requestTimeEpoch: receivedAt === undefined ? Date.now() : Date.parse(receivedAt),
      identity: { sourceIp: '192.0.2.7' },
    } as APIGatewayProxyEvent['requestContext'],
  };
}

/** Calls a function and decodes what it answers. */
export async function call(functions: Functions, name: FunctionName, what: Call) {
  const handler = functions.get(name) as Handler;
  const { statusCode, headers, body } = await handler(proxyEventOf(what), {} as Context);
  return { status: statusCode, contentType: headers?.['content-type'], answer: JSON.parse(body) as Answer };
}

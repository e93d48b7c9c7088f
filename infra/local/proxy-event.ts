import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { OTHER_ROUTE } from '../routes.ts';
import type { Address } from './address.ts';

/**
 * Converts a request to the event of API Gateway's REST proxy integration.
 * Source: AWS's documentation, "Input format of a Lambda function for proxy integration".
 */
export function proxyEvent(
  request: IncomingMessage,
  { route, path, query, command }: Address,
  body: Buffer,
): APIGatewayProxyEvent {
  const now = Date.now();
  const isText = isUtf8(body);
  const sourceIp = request.socket.remoteAddress ?? '';
  return {
    resource: route,
    path,
    httpMethod: request.method ?? '',
    ...headersOf(request),
    ...queryOf(query),
    pathParameters: route === OTHER_ROUTE ? { command } : null,
    stageVariables: null,
    body: body.length === 0 ? null : body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      authorizer: null,
      httpMethod: request.method ?? '',
      identity: { ...NO_IDENTITY, sourceIp, userAgent: request.headers['user-agent'] ?? null },
      path,
      protocol: `HTTP/${request.httpVersion}`,
      requestId: randomUUID(),
      requestTime: new Date(now).toUTCString(),
      requestTimeEpoch: now,
      resourceId: 'local',
      resourcePath: route,
      stage: 'local',
    },
  };
}

const NO_IDENTITY = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

/** Returns the headers in both forms of the event. */
export function headersOf({ rawHeaders }: IncomingMessage) {
  const pairs = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, utf8(rawHeaders[index + 1])] as const] : [],
  );
  const { all, last } = groupByName(pairs);
  return { headers: last, multiValueHeaders: all };
}

function queryOf(query: URLSearchParams) {
  if (query.size === 0) return { queryStringParameters: null, multiValueQueryStringParameters: null };
  const { all, last } = groupByName([...query]);
  return { queryStringParameters: last, multiValueQueryStringParameters: all };
}

/** Groups values by name. The single-value form has the last value, as in API Gateway. */
function groupByName(pairs: readonly (readonly [name: string, value: string])[]) {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  const last = [...values].map(([name, all]) => [name, all.at(-1)] as const);
  return { all: Object.fromEntries(values), last: Object.fromEntries(last) };
}

/** Decodes UTF-8, because clients send it but Node decodes headers as Latin-1. */
function utf8(value = ''): string {
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}

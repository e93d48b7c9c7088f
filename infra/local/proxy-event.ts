import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { OTHER_ROUTE } from '../routes.ts';
import type { Address } from './address.ts';

/**
 * A request as API Gateway's REST proxy integration hands it to a function.
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

/** Names may repeat, and may be those of an object's own: of both forms that the gateway hands on, the last one counts. */
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

/** Node reads header bytes as Latin-1; clients send UTF-8. */
function utf8(value = ''): string {
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}

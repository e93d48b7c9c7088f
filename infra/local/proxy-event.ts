import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Address } from './address.ts';

/**
 * A request as API Gateway's REST proxy integration hands it to a function.
 * Source: AWS's documentation, "Input format of a Lambda function for proxy integration".
 */
export function proxyEvent(request: IncomingMessage, { route, query }: Address, body: Buffer): APIGatewayProxyEvent {
  const now = Date.now();
  const isText = isUtf8(body);
  const sourceIp = request.socket.remoteAddress ?? '';
  return {
    resource: route,
    path: route,
    httpMethod: request.method ?? '',
    ...headersOf(request),
    ...queryOf(query),
    pathParameters: null,
    stageVariables: null,
    body: body.length === 0 ? null : body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      authorizer: null,
      httpMethod: request.method ?? '',
      identity: { ...NOBODY, sourceIp, userAgent: request.headers['user-agent'] ?? null },
      path: route,
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

const NOBODY = {
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

function headersOf({ rawHeaders }: IncomingMessage) {
  const multiValueHeaders: Record<string, string[]> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), rawHeaders[index + 1] as string];
  }
  return { headers: lastOfEach(multiValueHeaders), multiValueHeaders };
}

function queryOf(query: URLSearchParams) {
  if (query.size === 0) return { queryStringParameters: null, multiValueQueryStringParameters: null };
  const multiValueQueryStringParameters = Object.fromEntries([...query.keys()].map((key) => [key, query.getAll(key)]));
  return { queryStringParameters: lastOfEach(multiValueQueryStringParameters), multiValueQueryStringParameters };
}

function lastOfEach(values: Record<string, string[]>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1)]));
}

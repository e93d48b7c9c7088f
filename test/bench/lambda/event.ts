import type { APIGatewayProxyEvent } from 'aws-lambda';
import { AUTHENTICATED, proxyEventOf } from '../../support/proxy-event.ts';

/** Returns the event that a REST API passes for a callback of OpenIM's, with the headers that it has then. */
export function gatewayEventOf(wireName: string, body: unknown): APIGatewayProxyEvent {
  const text = JSON.stringify(body);
  const headers = {
    'Accept-Encoding': 'gzip',
    ...AUTHENTICATED,
    'Content-Type': 'application/json; charset=utf-8',
    Host: 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
    Operationid: '1700000000001',
    'User-Agent': 'Go-http-client/2.0',
    'X-Amzn-Trace-Id': 'Root=1-6928a1b2-1a2b3c4d5e6f7a8b9c0d1e2f',
    'X-Forwarded-For': '192.0.2.7',
    'X-Forwarded-Port': '443',
    'X-Forwarded-Proto': 'https',
  };
  const event = proxyEventOf({ path: `/${wireName}`, body: text, headers });
  const multiValueHeaders = Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name, [value]]));
  const requestContext = {
    ...event.requestContext,
    accountId: '111122223333',
    apiId: 'a1b2c3d4e5',
    httpMethod: 'POST',
    path: `/prod/${wireName}`,
    protocol: 'HTTP/1.1',
    requestTime: '30/Nov/2026:12:00:00 +0000',
    resourcePath: `/${wireName}`,
    stage: 'prod',
  };
  return { ...event, multiValueHeaders, requestContext } as APIGatewayProxyEvent;
}

import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, SQSEvent } from 'aws-lambda';
import { type CallbackName, catalogue } from '../../../functions/openim/catalogue.ts';
import { toBatchLine } from '../../../functions/openim/relay-protocol.ts';
import { type FunctionName, routes } from '../../../infra/routes.ts';
import { bodyOf } from '../bodies.ts';
import { AS_RELAY, relayed } from '../deliveries.ts';
import { proxyEventOf } from '../proxy-event.ts';

const OTHER_COMMAND = 'callbackAfterSomethingElseCommand';

/** Text in the body of every event that no log line may hold. */
export const PRIVATE_TEXT = 'nobody-may-read-this';

/** Returns a new event of API Gateway for a function that takes callbacks, from a caller with a token unless `headers` say otherwise. */
export function proxyEventFor(name: FunctionName, headers?: Record<string, string>): APIGatewayProxyEvent {
  const [path = ''] = [...routes].find(([, routed]) => routed === name) ?? [];
  const call = { path, receivedAt: new Date().toISOString(), requestID: randomUUID(), ...(headers && { headers }) };
  if (name === 'batch') {
    const lines = ['after-join-group', 'after-dismiss-group'] as const;
    const requests = lines.map((callback) => relayed({ ...bodyOf(callback), secretNote: PRIVATE_TEXT }));
    return proxyEventOf({ headers: AS_RELAY, ...call, body: requests.map(toBatchLine).join('\n') });
  }
  const body = { ...wireBodyOf(name), operationID: randomUUID(), secretNote: PRIVATE_TEXT };
  const { callbackCommand: command } = body;
  if (name === 'by-query-command') return proxyEventOf({ ...call, body, query: { command } });
  return proxyEventOf({ ...call, body, ...(name === 'other-callback' && { pathParameters: { command } }) });
}

function wireBodyOf(name: FunctionName): Record<string, unknown> & { callbackCommand: string } {
  if (catalogue.some((callback) => callback.name === name)) return bodyOf(name as CallbackName);
  if (name === 'by-query-command') return bodyOf('before-set-group-member-info');
  return { callbackCommand: OTHER_COMMAND, groupID: 'g-1', userID: 'u-1' };
}

/** Returns the event in which Lambda delivers messages of a queue. */
export function queueEventOf(queueArn: string, messages: readonly string[]): SQSEvent {
  return {
    Records: messages.map((body) => ({
      messageId: randomUUID(),
      receiptHandle: 'handle',
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(Date.now()),
        SenderId: 'AROAEXAMPLE:function',
        ApproximateFirstReceiveTimestamp: String(Date.now()),
      },
      messageAttributes: {},
      md5OfBody: 'md5',
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: 'eu-west-1',
    })),
  };
}

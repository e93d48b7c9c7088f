import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { forward } from '../fault-proxy.ts';

/** A call of an AWS service, in the words of IAM. */
export interface AwsCall {
  /** Such as `dynamodb:PutItem`. */
  readonly action: string;
  /** Name of the table or the bus, or URL of the queue. */
  readonly on: string;
  /** The caller's access key. */
  readonly by: string;
}

export interface CallRecorder {
  readonly endpoint: string;
  /** All calls so far, each once. */
  calls(): readonly AwsCall[];
}

/** IAM's prefixes of services, by the beginning of `x-amz-target`. */
const SERVICES: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
};

/** Starts a proxy that records what is asked of AWS, and passes it on. It ends with the test. */
export async function startCallRecorder(originOf: (call: AwsCall) => string): Promise<CallRecorder> {
  const recorded = new Map<string, AwsCall>();
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = Buffer.concat(await Array.fromAsync(request));
    const [service = '', operation] = String(request.headers['x-amz-target']).split('.');
    const by = /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const action = `${SERVICES[service]}:${operation}`;
    const calls = subjectsOf(JSON.parse(body.toString())).map((on) => ({ action, on, by }));
    for (const call of calls) recorded.set(JSON.stringify(call), call);
    const [first] = calls;
    if (!first) throw new Error(`${service}.${operation} names nothing`);
    const { status, type, text } = await forward(originOf(first), request, body);
    response.writeHead(status, { 'content-type': type }).end(text);
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => [...recorded.values()],
  };
}

interface Request {
  readonly TableName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly QueueUrl?: string;
  readonly Entries?: readonly { readonly EventBusName?: string }[];
}

function subjectsOf({ TableName, RequestItems = {}, QueueUrl, Entries = [] }: Request): string[] {
  const named = [TableName, QueueUrl, ...Object.keys(RequestItems), ...Entries.map(({ EventBusName }) => EventBusName)];
  return named.filter((name) => name !== undefined);
}

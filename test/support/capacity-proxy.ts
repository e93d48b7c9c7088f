import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import { forward } from './fault-proxy.ts';
import type { WriteCapacity } from './write-capacity.ts';

/** Answer of DynamoDB to a write for which a partition has no units. */
const THROTTLED = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException',
  message: 'Throughput exceeds the current capacity of your table or index.',
});

export interface CapacityProxy {
  readonly endpoint: string;
  /** Writes that were let through. */
  written(): number;
  /** Writes that were throttled. */
  throttled(): number;
}

/** Starts an HTTP proxy in front of a DynamoDB, which throttles writes. Several may share a capacity. It ends with the test. */
export async function startCapacityProxy(origin: string, capacity: WriteCapacity): Promise<CapacityProxy> {
  let [written, throttled] = [0, 0];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = Buffer.concat(await Array.fromAsync(request));
    if (request.headers['x-amz-target'] === 'DynamoDB_20120810.PutItem') {
      if (!capacity.take(itemIn(body))) {
        throttled += 1;
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(THROTTLED);
        return;
      }
      written += 1;
    }
    const { status, type, text } = await forward(origin, request, body);
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
    written: () => written,
    throttled: () => throttled,
  };
}

/** Returns the item of a PutItem. Bytes are base64 in a request. */
function itemIn(body: Buffer): Record<string, AttributeValue> {
  const { Item } = JSON.parse(body.toString()) as { Item: Record<string, { B?: string }> };
  const values = Object.entries(Item).map(([name, value]) => {
    const bytes = value.B === undefined ? value : { B: Buffer.from(value.B, 'base64') };
    return [name, bytes as AttributeValue] as const;
  });
  return Object.fromEntries(values);
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Faults of a service, or of the connection to it. */
export const FAULTS = [
  'refuses',
  'resets',
  'hangs',
  'throttles',
  'fails',
  'loses answers',
  // Error responses get through, such as a condition that was not met.
  'loses good answers',
  'hangs after good answers',
  'writes, then hangs',
  'is slow',
] as const;

export type Fault = (typeof FAULTS)[number];

/** Longer than any healthy answer, and short enough to wait for on a busy machine. */
const SLOW_MS = 200;

/** Stands for every operation. */
const ALL = '*';

/** Requests of an operation that fail. */
interface Broken {
  /** Only those with this text. */
  readonly text?: string;
  /** Number of those that still get through before. */
  readonly after?: number;
}

export interface FaultProxy {
  readonly endpoint: string;
  /**
   * Makes these operations (`PutItem`, `SendMessage` …) fail from now on.
   *
   * @param requests those that fail; all by default
   */
  break(operations: readonly string[], fault: Fault, requests?: Broken): Promise<void>;
  mend(): Promise<void>;
  /** Operations that were requested so far. */
  asked(): readonly string[];
  close(): Promise<void>;
}

/** Starts an HTTP proxy in front of a service. Single operations can be made to fail on it. */
export async function startFaultProxy(origin: string): Promise<FaultProxy> {
  const faults = new Map<string, { readonly fault: Fault; readonly text: string; after: number }>();
  const faultOf = (operation: string, body: Buffer) => {
    const broken = faults.get(operation) ?? faults.get(ALL);
    return broken && body.includes(broken.text) && broken.after-- <= 0 ? broken.fault : undefined;
  };
  const asked: string[] = [];
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push(operation);
    serve(origin, request, response, (body) => faultOf(operation, body)).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    break: async (operations, fault, { text = '', after = 0 } = {}) => {
      for (const operation of operations) faults.set(operation, { fault, text, after });
      if (fault === 'refuses') await close();
    },
    mend: async () => {
      faults.clear();
      server.closeAllConnections();
      if (server.listening) return;
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    asked: () => asked,
    close,
  };
}

/** Starts a service that answers nothing. It ends with the test. */
export async function startFaultyServer(fault: 'refuses' | 'hangs'): Promise<FaultProxy> {
  const proxy = await startFaultProxy('http://127.0.0.1:9');
  onTestFinished(() => proxy.close());
  await proxy.break([ALL], fault);
  return proxy;
}

async function serve(
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
  faultOf: (body: Buffer) => Fault | undefined,
): Promise<void> {
  const body = Buffer.concat(await Array.fromAsync(request));
  const fault = faultOf(body);
  const refuse = (status: number, type: string) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify({ __type: type }));
  if (fault === 'resets') return void request.socket.resetAndDestroy();
  if (fault === 'hangs') return;
  if (fault === 'throttles')
    return void refuse(400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException');
  if (fault === 'fails') return void refuse(500, 'InternalServerError');
  const { status, type, text } = await forward(origin, request, body);
  if (fault === 'loses answers' || (fault === 'loses good answers' && status === 200))
    return void request.socket.destroy();
  if (fault === 'writes, then hangs' || (fault === 'hangs after good answers' && status === 200)) return;
  if (fault === 'is slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  response.writeHead(status, { 'content-type': type }).end(text);
}

/** Passes a request on to a service, with the headers that DynamoDB and SQS need. */
export async function forward(
  origin: string,
  { headers, method = 'POST' }: IncomingMessage,
  body: Buffer<ArrayBuffer>,
) {
  const names = ['x-amz-target', 'x-amz-date', 'authorization', 'content-type'];
  const kept = Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')]));
  const answer = await fetch(origin, { method, headers: kept, body });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    text: Buffer.from(await answer.arrayBuffer()),
  };
}

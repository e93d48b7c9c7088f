import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** An event as the bus has taken it. */
export interface BusEvent {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/** Bytes of a request. Source: Amazon EventBridge User Guide, "PutEvents", event size. */
const MAX_REQUEST_BYTES = 256 * 1_024;

/** A service with the API of EventBridge's PutEvents. It refuses details that are not JSON, and requests that are too large. */
export async function startEventBus(): Promise<{
  endpoint: string;
  events: BusEvent[];
  failNext: (times: number) => void;
}> {
  const events: BusEvent[] = [];
  let failures = 0;
  const server = createServer(async (request, response) => {
    const { Entries } = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString()) as { Entries: BusEvent[] };
    const Results = Entries.map((entry) => {
      if (failures > 0) {
        failures -= 1;
        return { ErrorCode: 'InternalFailure' };
      }
      if (!isObject(entry.Detail)) return { ErrorCode: 'MalformedDetail' };
      if (Buffer.byteLength(entry.Detail) > MAX_REQUEST_BYTES) return { ErrorCode: 'ValidationException' };
      events.push(entry);
      return { EventId: String(events.length) };
    });
    const FailedEntryCount = Results.filter((result) => 'ErrorCode' in result).length;
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify({ Entries: Results, FailedEntryCount }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const failNext = (times: number) => {
    failures = times;
  };
  return { endpoint: `http://127.0.0.1:${port}`, events, failNext };
}

function isObject(text: string): boolean {
  try {
    const value = JSON.parse(text);
    return Object(value) === value && !Array.isArray(value);
  } catch {
    return false;
  }
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { forward } from './fault-proxy.ts';

/** A request and its answer, both as JSON. */
export interface Exchange {
  readonly request: string;
  readonly answer: string;
}

/**
 * Starts an HTTP proxy in front of a service, and returns its address. The proxy ends with the test.
 *
 * @param passed returns the answer that the client gets
 */
export async function startAnswerProxy(
  origin: string,
  passed: (exchange: Exchange) => Promise<string> | string,
): Promise<string> {
  const server = createServer(async (request, response) => {
    try {
      const body = Buffer.concat(await Array.fromAsync(request));
      const { status, type, text } = await forward(origin, request, body);
      const answer = await passed({ request: body.toString(), answer: text.toString() });
      response.writeHead(status, { 'content-type': type }).end(answer);
    } catch {
      response.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

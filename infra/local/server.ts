import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BodyReader } from './body.ts';
import { answerBrokenRequests } from './broken-request.ts';
import { limitConnections } from './connections.ts';
import { type GatewayOptions, respond } from './gateway.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { rejectRequest } from './reject-request.ts';

/** Milliseconds that a request which has not arrived whole may still take when the server is being closed. */
const CLOSE_TIMEOUT_MS = 6_000;

export interface WebhookServer {
  readonly port: number;
  /** Takes no more requests and waits for those in flight. */
  close(): Promise<void>;
}

interface Options extends GatewayOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly limits?: Limits;
}

/** An HTTP server that does what API Gateway does: routes, turns away what no function takes, calls the function. */
export async function startServer({ port, limits = DEFAULT_LIMITS, ...options }: Options): Promise<WebhookServer> {
  const bodies = new BodyReader(limits.maxBodyBytes, limits.allBodiesBytes);
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const result = await respond(options, request, () => {
      connections.trust(request.socket);
      if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
      return bodies.read(request);
    });
    if (result === undefined) return;
    const { statusCode, headers, body } = result;
    // Once the server is being closed, a connection goes with the answer that it waits for.
    if (!server.listening) response.shouldKeepAlive = false;
    response
      .writeHead(statusCode, { ...headers, 'content-length': Buffer.byteLength(body) } as OutgoingHttpHeaders)
      .end(body);
  };
  const server = createServer(
    {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.requestTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.requestCheckIntervalMs,
      keepAliveTimeout: limits.idleTimeoutMs,
      // A request without a Host is answered in the envelope like any other.
      requireHostHeader: false,
    },
    answer,
  );
  const connections = limitConnections(server, limits);
  // What Node would answer by itself to an expectation or to what is not HTTP has no body, which fails a before callback.
  server.on('checkContinue', answer).on('checkExpectation', answer);
  answerBrokenRequests(server, () => rejectRequest(options, '', 'malformed', { detail: 'not valid HTTP' }).body);
  server.listen(port, options.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
        connections.closeUnused();
        setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS).unref();
      }),
  };
}

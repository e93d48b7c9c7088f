import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BodyReader } from './body.ts';
import { answerBrokenRequests } from './broken-request.ts';
import { limitConnections } from './connections.ts';
import { type GatewayOptions, respond } from './gateway.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { rejectRequest } from './reject-request.ts';

/** Time for incomplete requests to finish while the server closes. */
const CLOSE_TIMEOUT_MS = 6_000;

export interface WebhookServer {
  readonly port: number;
  /** Stops accepting requests and waits for open ones. */
  close(): Promise<void>;
}

interface Options extends GatewayOptions {
  /** 0 selects a free port. */
  readonly port: number;
  readonly limits?: Limits;
}

/** Starts an HTTP server that acts as API Gateway: it routes requests to functions and rejects all others. */
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
    // While the server closes, each connection closes after its answer.
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
      // Node's own answer to a request without Host would not have OpenIM's envelope.
      requireHostHeader: false,
    },
    answer,
  );
  const connections = limitConnections(server, limits);
  // Node's own answers to expectations and invalid HTTP have no body, which fails a before callback.
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

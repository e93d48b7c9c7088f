import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failure } from '../../../functions/openim/answer.ts';
import { BodyReader } from '../../local/body.ts';
import { answerBrokenRequests } from '../../local/broken-request.ts';
import { limitConnections } from '../../local/connections.ts';
import { countTurnedAway } from '../counters.ts';
import { type RespondOptions, respond } from './respond.ts';

/** Limits of the listener. */
export const FRONT_LIMITS = {
  // OpenIM waits 15 s at most.
  requestTimeoutMs: 30_000,
  requestCheckIntervalMs: 1_000,
  // Go keeps idle connections. If the server closes one while OpenIM writes to it, Go reports EOF, and the callback is lost.
  idleTimeoutMs: 15 * 60 * 1_000,
  maxHeaderBytes: 64 * 1_024,
  // More than a receiver takes, so that a larger callback is set aside instead of lost.
  maxBodyBytes: 16 * 1_024 * 1_024,
  allBodiesBytes: 64 * 1_024 * 1_024,
  maxConnections: 2_000,
} as const;

/** Time for incomplete requests to finish while the server closes. */
const CLOSE_TIMEOUT_MS = 6_000;

export interface FrontServer {
  readonly port: number;
  /** Stops accepting requests and waits for open ones. */
  close(): Promise<void>;
}

/** Starts the HTTP server that OpenIM calls. */
export async function startFront({
  port,
  ...options
}: RespondOptions & { readonly port: number }): Promise<FrontServer> {
  const bodies = new BodyReader(FRONT_LIMITS.maxBodyBytes, FRONT_LIMITS.allBodiesBytes);
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const reply = await respond(options, request, () => {
      connections.trust(request.socket);
      if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
      return bodies.read(request);
    });
    if (reply === undefined) return;
    // While the server closes, each connection closes after its answer.
    if (!server.listening) response.shouldKeepAlive = false;
    const { status, type = 'application/json', body } = reply;
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
  };
  const server = createServer(
    {
      maxHeaderSize: FRONT_LIMITS.maxHeaderBytes,
      headersTimeout: FRONT_LIMITS.requestTimeoutMs,
      requestTimeout: FRONT_LIMITS.requestTimeoutMs,
      connectionsCheckingInterval: FRONT_LIMITS.requestCheckIntervalMs,
      keepAliveTimeout: FRONT_LIMITS.idleTimeoutMs,
      // Node's own answer to a request without Host would not have OpenIM's envelope.
      requireHostHeader: false,
      noDelay: true,
    },
    answer,
  );
  const connections = limitConnections(server, FRONT_LIMITS);
  // Node's own answers to expectations and invalid HTTP have no body, which fails a before callback.
  server.on('checkContinue', answer).on('checkExpectation', answer);
  answerBrokenRequests(server, () => {
    countTurnedAway(options.counters, 'malformed');
    return JSON.stringify(failure('malformed', 'not valid HTTP', 'before', options.failureVerdict).answer);
  });
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

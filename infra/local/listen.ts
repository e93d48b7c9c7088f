import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BodyProblem, BodyReader, type HeldBody } from './body.ts';
import { answerBrokenRequests } from './broken-request.ts';
import { limitConnections } from './connections.ts';
import type { Limits } from './limits.ts';

/** Time for incomplete requests to finish while the server closes. */
const CLOSE_TIMEOUT_MS = 6_000;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

export interface ListenOptions {
  /** 0 selects a free port. */
  readonly port: number;
  readonly host: string;
  readonly limits: Limits;
  /**
   * Answers a request. Returns undefined when the sender closed the connection early.
   *
   * @param readBody reads the body of a request whose headers are accepted
   */
  readonly respond: (
    request: IncomingMessage,
    readBody: () => Promise<HeldBody | BodyProblem>,
  ) => Promise<HttpAnswer | undefined>;
  /** Returns the body of the answer to invalid HTTP. */
  readonly brokenReply: () => string;
}

export interface Listener {
  readonly port: number;
  /** Stops accepting requests and waits for open ones. */
  close(): Promise<void>;
}

/** Starts an HTTP server that OpenIM calls, within limits. */
export async function listen({ port, host, limits, respond, brokenReply }: ListenOptions): Promise<Listener> {
  const bodies = new BodyReader(limits.maxBodyBytes, limits.allBodiesBytes);
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const reply = await respond(request, () => {
      if (!connections.trust(request.socket)) return Promise.resolve('throttled');
      if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
      return bodies.read(request);
    });
    if (reply === undefined) return;
    const { status, headers, body } = reply;
    // While the server closes, each connection closes after its answer.
    if (!server.listening) response.shouldKeepAlive = false;
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
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
  answerBrokenRequests(server, brokenReply);
  server.listen(port, host);
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

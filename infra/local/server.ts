import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import type { Handler } from '../../functions/callback/pipeline.ts';
import { type FailureVerdict, failed, toProxyResult } from '../../functions/openim/answer.ts';
import { callbackSentAs } from '../../functions/openim/catalogue.ts';
import type { ProblemName } from '../../functions/openim/problems.ts';
import type { Timing } from '../../functions/openim/wire-callback.ts';
import { type FunctionName, routes } from '../routes.ts';
import { addressOf } from './address.ts';
import type { Functions } from './functions.ts';
import { proxyEvent } from './proxy-event.ts';

/** Bytes. What Lambda takes of a request. Source: AWS Lambda Developer Guide, "Lambda quotas". */
const MAX_BODY = 6 * 1_024 * 1_024;

/**
 * Milliseconds. A server that closes a kept-alive connection as OpenIM uses it again makes Go report EOF, and the
 * callback is lost: OpenIM does not send twice.
 */
const KEEP_ALIVE_TIMEOUT = 15 * 60 * 1_000;

/** Bytes. What Go sends at most. Source: Go's `net/http`, `DefaultMaxHeaderBytes`. */
const MAX_HEADER = 1_024 * 1_024;

/** Milliseconds that a request which has not arrived whole may still take when the server is being closed. */
const CLOSE_TIMEOUT = 6_000;

export interface WebhookServer {
  readonly port: number;
  /** Takes no more requests and waits for those in flight. */
  close(): Promise<void>;
}

interface Options {
  readonly functions: Functions;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly failureVerdict: FailureVerdict;
  /** Told of each request that no function saw. */
  readonly onTurnedAway: (problem: ProblemName, path: string) => void;
}

/** An HTTP server that does what API Gateway does: routes, turns away what no function takes, calls the function. */
export async function startServer(options: Options): Promise<WebhookServer> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { statusCode, headers, body } = await resultOf(options, request).catch(() =>
      turnAway(options, request, 'ourFailure'),
    );
    // Once the server is being closed, a connection goes with the answer that it waits for.
    response.shouldKeepAlive = server.listening;
    response
      .writeHead(statusCode, { ...headers, 'content-length': Buffer.byteLength(body) } as OutgoingHttpHeaders)
      .end(body);
  };
  const timeouts = {
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
    // Go also keeps connections that it has not used yet.
    headersTimeout: KEEP_ALIVE_TIMEOUT,
    requestTimeout: KEEP_ALIVE_TIMEOUT,
  };
  const server = createServer({ ...timeouts, maxHeaderSize: MAX_HEADER }, answer);
  // What Node would answer by itself to an expectation or to what is not HTTP has no body, which fails a before callback.
  server.on('checkExpectation', answer);
  server.on('clientError', (_error, socket) => {
    const { body } = turnAway(options, {}, 'malformed');
    if (socket.writable)
      socket.end(`HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n${body}`);
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT).unref();
      }),
  };
}

async function resultOf(options: Options, request: IncomingMessage): Promise<APIGatewayProxyResult> {
  const address = addressOf(request.url ?? '');
  const body = await read(request);
  if (request.method !== 'POST') return turnAway(options, request, 'methodNotAllowed');
  if (!address) return turnAway(options, request, 'unknownCallback');
  if (!body) return turnAway(options, request, 'tooLarge', callbackSentAs(address.command)?.timing);
  const handler = options.functions.get(routes.get(address.route) as FunctionName) as Handler;
  return handler(proxyEvent(request, address, body), {} as Context);
}

/** The answer to what no function takes. Whatever can't be known is treated as a before callback, which can be refused. */
function turnAway(
  { failureVerdict, onTurnedAway }: Options,
  { url = '' }: Pick<IncomingMessage, 'url'>,
  problem: ProblemName,
  timing: Timing = 'before',
): APIGatewayProxyResult {
  onTurnedAway(problem, url.split('?')[0] as string);
  const result = toProxyResult(failed(problem, '', timing, failureVerdict));
  return problem === 'methodNotAllowed' ? { ...result, headers: { ...result.headers, allow: 'POST' } } : result;
}

/** The whole body, or undefined when it is too large. It is read to its end in any case: only then does Go read an answer. */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size <= MAX_BODY ? Buffer.concat(chunks) : undefined;
}

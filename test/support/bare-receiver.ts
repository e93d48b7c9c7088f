import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { allow } from '../../functions/openim/answer.ts';
import { fromBatchLine, RELAY_HEADERS } from '../../functions/openim/relay-protocol.ts';

/** A request that came, alone or as a line of a batch. */
export interface Delivered {
  readonly id: string;
  readonly path: string;
  readonly body: string;
  /** Undefined for a line of a batch. */
  readonly headers?: IncomingHttpHeaders;
}

interface BareAnswer {
  readonly status: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Behaviour of the receiver: an answer, or the fate of the connection. */
export type Behaviour = (request: {
  readonly path: string;
  readonly body: string;
  /** Number of the connection, from 1. */
  readonly connection: number;
}) => BareAnswer | 'destroy' | 'hang' | 'hang after headers' | 'break off';

export const envelope = (status: number, fields: object = {}): BareAnswer => ({
  status,
  body: JSON.stringify({ ...allow.answer, ...fields }),
});

/** Answers a batch as the receiver does: each line is recorded. */
export const withBatches: Behaviour = ({ path, body }) => {
  if (!path.endsWith('/batch')) return envelope(200);
  const results = body
    .trim()
    .split('\n')
    .map((line) => ({ id: fromBatchLine(line)?.id, status: 'recorded' }));
  return { status: 200, body: JSON.stringify({ results }) };
};

/** Behaves like a receiver of an earlier version, which does not know `/batch`. */
export function withoutBatches(behaviour: Behaviour): Behaviour {
  return (request) =>
    request.path.endsWith('/batch') ? envelope(404, { errCode: 5404, nextCode: 1 }) : behaviour(request);
}

export interface BareReceiver {
  readonly port: number;
  /** Requests that got an answer with a status below 300. */
  readonly taken: readonly Delivered[];
  /** Paths of all requests. */
  readonly asked: readonly string[];
  behave(behaviour: Behaviour): void;
  /** Ends the requests that hang. */
  closeConnections(): void;
  away(): Promise<void>;
  back(): Promise<void>;
}

/** Starts a receiver that keeps what it takes in memory. It ends with the test. */
export async function startBareReceiver(
  behaviour: Behaviour = withoutBatches(() => envelope(200)),
  tls?: { readonly key: string; readonly cert: string },
): Promise<BareReceiver> {
  let current = behaviour;
  const taken: Delivered[] = [];
  const asked: string[] = [];
  const connections: Socket[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const { url: path = '', headers } = request;
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    asked.push(path);
    if (!connections.includes(request.socket)) connections.push(request.socket);
    const answer = current({ path, body, connection: connections.indexOf(request.socket) + 1 });
    if (answer === 'destroy') return void request.socket.destroy();
    if (answer === 'hang') return;
    if (answer === 'hang after headers' || answer === 'break off') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{');
      if (answer === 'break off') setTimeout(() => request.socket.destroy(), 20);
      return;
    }
    if (answer.status < 300 && answer.body.startsWith('{')) taken.push(...deliveredIn(path, headers, body));
    response
      .writeHead(answer.status, { 'content-type': answer.type ?? 'application/json', ...answer.headers })
      .end(answer.body);
  };
  const options = { keepAliveTimeout: 60_000 };
  const server = tls ? createTlsServer({ ...options, ...tls }, respond) : createServer(options, respond);
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const away = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(away);
  return {
    port,
    taken,
    asked,
    behave: (next) => {
      current = next;
    },
    closeConnections: () => server.closeAllConnections(),
    away,
    back: () => listen(port),
  };
}

function deliveredIn(path: string, headers: IncomingHttpHeaders, body: string): Delivered[] {
  if (!path.endsWith('/batch')) return [{ id: String(headers[RELAY_HEADERS.id]), path, body, headers }];
  const lines = body.trim().split('\n').map(fromBatchLine);
  return lines.flatMap((line) =>
    line ? [{ id: line.id, path: line.path, body: Buffer.from(line.body).toString() }] : [],
  );
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Time for a client to read the answer before its connection is closed. */
const LINGER_MS = 2_000;

/**
 * Answers data that is not valid HTTP, after the valid requests on the same connection.
 *
 * Broken connections and incomplete requests are closed without an answer.
 *
 * @param reply returns the body of the answer
 */
export function answerBrokenRequests(server: Server, reply: () => string): void {
  const open = new WeakMap<Socket, Set<ServerResponse>>();
  const track = ({ socket }: IncomingMessage, response: ServerResponse) => {
    const responses = open.get(socket) ?? new Set();
    open.set(socket, responses.add(response));
    response.once('close', () => responses.delete(response));
  };
  for (const event of ['request', 'checkContinue', 'checkExpectation']) server.prependListener(event, track);

  const broken = new WeakSet<Socket>();
  server.on('clientError', async (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!error.code?.startsWith('HPE_')) socket.destroy();
    // Further invalid data on the connection emits the event again.
    if (socket.destroyed || broken.has(socket)) return;
    broken.add(socket);
    const body = reply();
    await Promise.all([...(open.get(socket) ?? [])].filter(({ req }) => req.complete).map(closed));
    if (!socket.writable) return;
    socket.end(`HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n${body}`);
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  });
}

function closed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('close', resolve));
}

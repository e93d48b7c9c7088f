import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Time for a client to read the last answer, before a connection on which it still sends is closed. */
const LINGER_MS = 2_000;

/**
 * Answers what is not HTTP, after the good requests before it on the same connection.
 *
 * Connections that broke, or whose request did not arrive in time, are closed without an answer: nobody waits for it.
 *
 * @param reply makes the body of the answer
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
    // Each further piece of the same garbage is an error, too.
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

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';

/** A DynamoDB API on the loopback interface. */
export interface Database {
  readonly endpoint: string;
  /** Waits for what is in flight. */
  close(): Promise<void>;
}

/**
 * Starts a DynamoDB API in this thread. What its storage fails with, it throws where nobody can catch it.
 *
 * @param path directory of the data; in memory without one
 * @param port 0 for any that is free
 * @throws {NodeJS.ErrnoException} EADDRINUSE
 */
export async function startDynamoDB(path?: string, port = 0): Promise<Database> {
  const server = dynalite({ ...(path && { path }), createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  const [handle] = server.listeners('request') as [(request: IncomingMessage, response: ServerResponse) => void];
  server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
    // dynalite lets every web page in that a browser on this machine has open.
    if (request.headers.origin === undefined) handle(request, response);
    else response.writeHead(403).end();
    // It rethrows the error of a client that goes away while it sends, which would end it.
    request.removeAllListeners('error').on('error', () => {});
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
      }),
  };
}

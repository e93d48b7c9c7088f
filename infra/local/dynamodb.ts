import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { isSignedWith } from './access-key.ts';

/** A DynamoDB API on the loopback interface. */
export interface Database {
  readonly endpoint: string;
  /** Waits for open requests. */
  close(): Promise<void>;
}

export interface DynamoDBOptions {
  /** Directory of the data; in memory by default. */
  readonly path?: string;
  /** 0 selects a free port. */
  readonly port?: number;
  /** Access key ID that requests must be signed with. Without it every user of this machine has access. */
  readonly accessKey?: string;
}

/** AWS's answer to an unknown access key. */
const NOT_RECOGNISED = JSON.stringify({
  __type: 'com.amazon.coral.service#UnrecognizedClientException',
  message: 'The access key is wrong. Use the one in the file access-key of the data directory.',
});

/**
 * Starts a DynamoDB API in this thread. Errors of its storage are uncaught exceptions.
 *
 * @throws {NodeJS.ErrnoException} EADDRINUSE
 */
export async function startDynamoDB({ path, port = 0, accessKey }: DynamoDBOptions = {}): Promise<Database> {
  const server = dynalite({ ...(path && { path }), createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  const [handle] = server.listeners('request') as [(request: IncomingMessage, response: ServerResponse) => void];
  server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { origin, authorization } = request.headers;
    // dynalite accepts requests of web pages in a browser on this machine.
    if (origin !== undefined) response.writeHead(403).end();
    else if (accessKey !== undefined && !isSignedWith(accessKey, authorization))
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(NOT_RECOGNISED);
    else handle(request, response);
    // dynalite rethrows the error of a client that disconnects early, which would end the thread.
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

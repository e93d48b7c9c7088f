import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { isSignedWith } from './access-key.ts';

/** A DynamoDB API on the loopback interface. */
export interface Database {
  readonly endpoint: string;
  /** Waits for what is in flight. */
  close(): Promise<void>;
}

export interface DynamoDBOptions {
  /** Directory of the data; in memory without one. */
  readonly path?: string;
  /** 0 for any that is free. */
  readonly port?: number;
  /** Access key ID that requests must be signed with. Without one, anyone on this machine may read and write. */
  readonly accessKey?: string;
}

/** AWS's answer to an access key that it does not know. */
const NOT_RECOGNISED = JSON.stringify({
  __type: 'com.amazon.coral.service#UnrecognizedClientException',
  message: "The access key is not this database's. It is in the file access-key of the data directory.",
});

/**
 * Starts a DynamoDB API in this thread. What its storage fails with, it throws where nobody can catch it.
 *
 * @throws {NodeJS.ErrnoException} EADDRINUSE
 */
export async function startDynamoDB({ path, port = 0, accessKey }: DynamoDBOptions = {}): Promise<Database> {
  const server = dynalite({ ...(path && { path }), createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  const [handle] = server.listeners('request') as [(request: IncomingMessage, response: ServerResponse) => void];
  server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { origin, authorization } = request.headers;
    // dynalite lets every web page in that a browser on this machine has open.
    if (origin !== undefined) response.writeHead(403).end();
    else if (accessKey !== undefined && !isSignedWith(accessKey, authorization))
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(NOT_RECOGNISED);
    else handle(request, response);
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

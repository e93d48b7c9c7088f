import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { toJson } from '../../cli/printable.ts';
import { consoleApp } from './app.ts';
import { ConsoleError } from './console-error.ts';
import type { ConsoleSource } from './console-source.ts';
import { Session } from './session.ts';

/** Only this machine reaches it. */
const HOST = '127.0.0.1';

const LIMITS = {
  maxHeaderSize: 16 * 1_024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

const MAX_CONNECTIONS = 64;

const NO_HOST = toJson(
  new ConsoleError('foreign', 'The header Host is not valid. Open the address that the terminal shows.').answer,
);

export interface Console {
  readonly port: number;
  /** Address to open, with the secret. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the console on a loopback port.
 *
 * @param port 0 selects a free one
 * @throws {NodeJS.ErrnoException} when the port can't be used
 */
export async function startConsole(source: ConsoleSource, port: number): Promise<Console> {
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer(LIMITS, (request, response) => answer(request, response));
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, HOST);
  await once(server, 'listening');
  const ownPort = (server.address() as AddressInfo).port;
  const session = new Session(ownPort);
  answer = getRequestListener(consoleApp(source, session, ownPort).fetch, {
    overrideGlobalObjects: false,
    // The header Host is missing or not valid.
    errorHandler: () => new Response(NO_HOST, { status: 403, headers: { 'content-type': 'application/json' } }),
  });
  return {
    port: ownPort,
    address: `http://${HOST}:${ownPort}/open/${session.secret}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

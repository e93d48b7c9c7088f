import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Limits } from './limits.ts';

export interface Connections {
  /** Keeps a connection from being closed in favour of a new one. */
  trust(connection: Socket): void;
  closeUnused(): void;
}

/**
 * Limits the connections of an HTTP server: beyond `maxConnections`, the oldest one that is not trusted is closed.
 *
 * HTTP gets a connection with its first byte, because Node's limits on the time of a request run from the start of a
 * connection, and OpenIM may leave one unused for minutes.
 */
export function limitConnections(
  server: Server,
  { maxConnections, idleTimeoutMs }: Pick<Limits, 'maxConnections' | 'idleTimeoutMs'>,
): Connections {
  const all = new Set<Socket>();
  const untrusted = new Set<Socket>();
  const unused = new Set<Socket>();
  const serveHttp = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (connection: Socket) => {
    for (const set of [all, untrusted, unused]) set.add(connection);
    connection.once('close', () => {
      for (const set of [all, untrusted, unused]) set.delete(connection);
    });
    const [oldest = connection] = untrusted;
    if (all.size > maxConnections) oldest.destroy();
    if (connection.destroyed) return;
    const close = () => connection.destroy();
    connection.once('error', close).setTimeout(idleTimeoutMs).once('timeout', close);
    connection.once('readable', () => {
      unused.delete(connection);
      connection.off('error', close).setTimeout(0).off('timeout', close);
      for (const serve of serveHttp) Reflect.apply(serve, server, [connection]);
    });
  });
  return {
    trust: (connection) => untrusted.delete(connection),
    closeUnused: () => {
      for (const connection of unused) connection.destroy();
    },
  };
}

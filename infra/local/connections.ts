import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Limits } from './limits.ts';

export interface Connections {
  /** Exempts a connection from being closed when a new one exceeds the limit. */
  trust(connection: Socket): void;
  /** Closes the connections that have not sent a byte. */
  closeUnused(): void;
}

/**
 * Limits the connections of an HTTP server. Above `maxConnections` the oldest untrusted connection is closed.
 *
 * A connection is passed to HTTP at its first byte. Node starts request timeouts with the connection, but OpenIM may
 * leave one unused for minutes.
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

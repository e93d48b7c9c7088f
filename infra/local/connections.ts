import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Limits } from './limits.ts';

export interface Connections {
  /**
   * Lets a connection send callbacks, and exempts it from being closed when a new connection exceeds the limit. Returns false if
   * `maxConnections` other connections are trusted.
   */
  trust(connection: Socket): boolean;
  /** Closes the connections that have not sent a byte. */
  closeUnused(): void;
}

/**
 * Limits the connections of an HTTP server. Above `maxConnections` plus `spareConnections`, the oldest untrusted connection is closed.
 *
 * A connection is passed to HTTP at its first byte. Node starts request timeouts with the connection, but OpenIM may
 * leave one unused for minutes.
 */
export function limitConnections(
  server: Server,
  {
    maxConnections,
    spareConnections,
    idleTimeoutMs,
  }: Pick<Limits, 'maxConnections' | 'spareConnections' | 'idleTimeoutMs'>,
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
    if (all.size > maxConnections + spareConnections) oldest.destroy();
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
    trust: (connection) => {
      if (untrusted.has(connection) && all.size - untrusted.size >= maxConnections) return false;
      untrusted.delete(connection);
      return true;
    },
    closeUnused: () => {
      for (const connection of unused) connection.destroy();
    },
  };
}

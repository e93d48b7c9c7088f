import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What can be wrong with a server that the functions depend on. */
export type Fault = 'refuses' | 'hangs';

/** A server with a fault, on a socket. It goes when the test ends. */
export async function startFaultyServer(fault: Fault): Promise<{ endpoint: string }> {
  const { server, endpoint } = await listen(() => {});
  if (fault === 'refuses') server.close();
  return { endpoint };
}

/** A way to another server on which each answer takes some milliseconds longer. It goes when the test ends. */
export async function startSlowWay(endpoint: string, delay: number): Promise<{ endpoint: string }> {
  const { hostname, port } = new URL(endpoint);
  return listen((near) => {
    const far = connect(Number(port), hostname);
    near.pipe(far);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    far.on('data', (data) => setTimeout(() => near.write(data), delay));
    far.on('end', () => setTimeout(() => near.end(), delay));
  });
}

/** A way to another server that can be broken and mended. */
export interface SwitchableWay {
  readonly endpoint: string;
  /** From now on nothing gets through, and nobody is told. */
  hang(): void;
  mend(): void;
}

export async function startSwitchableWay(endpoint: string): Promise<SwitchableWay> {
  const { hostname, port } = new URL(endpoint);
  let isOpen = true;
  const { endpoint: near } = await listen((socket) => {
    const far = connect(Number(port), hostname);
    socket.on('data', (data) => isOpen && far.write(data));
    far.on('data', (data) => isOpen && socket.write(data));
    socket.on('close', () => far.destroy());
    far.on('close', () => socket.destroy());
    far.on('error', () => socket.destroy());
  });
  return {
    endpoint: near,
    hang: () => {
      isOpen = false;
    },
    mend: () => {
      isOpen = true;
    },
  };
}

async function listen(onConnection: (socket: Socket) => void): Promise<{ server: Server; endpoint: string }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

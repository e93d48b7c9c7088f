import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Answer } from '../../functions/openim/answer.ts';

/** Sends a callback as OpenIM's Go client does. */
export async function post(url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'User-Agent': 'Go-http-client/1.1', ...headers },
    body,
  });
  return { status: response.status, headers: response.headers, answer: (await response.json()) as Answer };
}

export interface RawConnection {
  readonly socket: Socket;
  received(): string;
  /** Waits until what was received matches. */
  until(pattern: RegExp): Promise<void>;
}

/** A connection on which requests are written by hand. */
export async function rawConnection(port: number): Promise<RawConnection> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (data) => {
    received += data.toString();
  });
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  const until = async (pattern: RegExp) => {
    while (!pattern.test(received)) await once(socket, 'data');
  };
  return { socket, received: () => received, until };
}

/** A request, byte by byte. Bodies are ASCII. */
export function rawRequest(path: string, body: string, headers: Record<string, string> = {}): string {
  const all = { Host: 'h', 'Content-Type': 'application/json', 'Content-Length': String(body.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

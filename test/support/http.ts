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

/** A connection on which requests are written by hand. */
export async function rawConnection(port: number): Promise<{ socket: Socket; received: () => string }> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (data) => {
    received += data.toString();
  });
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return { socket, received: () => received };
}

export function rawRequest(path: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

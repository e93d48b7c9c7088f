import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

export const DONE: RawAnswer = { status: 200, body: '{}' };

/** Starts a service of AWS that does what a listener does. It ends with the test. */
export async function startRawService(listener: RequestListener) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Returns a listener that gives these answers in turn, and then says that all is done. */
export function answering(...answers: RawAnswer[]): RequestListener {
  return (request, response) => {
    const { status, body } = answers.shift() ?? DONE;
    request.resume().on('end', () => response.writeHead(status, { 'x-amzn-requestid': 'id-1' }).end(body));
  };
}

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { parentPort } from 'node:worker_threads';
import { allow } from '../../../functions/openim/answer.ts';
import { fromBatchLine } from '../../../functions/openim/relay-protocol.ts';

/** Order to the receiver's thread. Each is answered with the number of different callbacks since the last `forget`. */
export type Order =
  | { readonly name: 'delay'; readonly latencyMs: number }
  | { readonly name: 'away' | 'back' | 'count' | 'forget' };

const port = parentPort;
if (!port) throw new Error('the receiver is a thread of the bench');

const taken = new Set<string>();
let latencyMs = 0;
let ownPort = 0;

const server = createServer({ keepAliveTimeout: 15 * 60_000 }, async (request, response) => {
  const body = await text(request).catch(() => undefined);
  if (body === undefined) return;
  const answer = request.url?.endsWith('/batch') ? takeBatch(body) : take(body);
  if (latencyMs === 0) reply(response, answer);
  else setTimeout(reply, latencyMs, response, answer);
});

function take(body: string): object {
  taken.add(body);
  return allow.answer;
}

function takeBatch(body: string): object {
  const requests = body.trimEnd().split('\n').map(fromBatchLine);
  const results = requests.flatMap((request) => {
    if (!request) return [];
    taken.add(Buffer.from(request.body).toString());
    return [{ id: request.id, status: 'recorded' }];
  });
  return { results };
}

function reply(response: ServerResponse, answer: object): void {
  const body = JSON.stringify(answer);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
}

port.on('message', (order: Order) => {
  const done = () => port.postMessage(taken.size);
  if (order.name === 'back') return void server.listen(ownPort, '127.0.0.1', done);
  if (order.name === 'away') {
    server.close(done);
    return server.closeAllConnections();
  }
  if (order.name === 'delay') latencyMs = order.latencyMs;
  if (order.name === 'forget') taken.clear();
  done();
});

server.listen(0, '127.0.0.1', () => {
  ownPort = (server.address() as AddressInfo).port;
  port.postMessage(ownPort);
});

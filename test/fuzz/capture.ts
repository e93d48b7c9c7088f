import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';

/** What is left of a stored item: the digest is enough to know whether the body was kept to the byte. */
interface Kept {
  readonly requestID: string;
  readonly hash: string;
}

/**
 * A DynamoDB API on a socket, in a thread of its own, that takes every PutItem at once and tells which bodies it got. A real one
 * would take most of a night for a million items.
 */
const server = createServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
  const text = Buffer.concat(await Array.fromAsync(request)).toString();
  const { Item } = JSON.parse(text);
  const body = Item.bodyBytes ? Buffer.from(Item.bodyBytes.B, 'base64') : Buffer.from(Item.body?.S ?? '');
  const { createHash } = await import('node:crypto');
  const kept: Kept = { requestID: Item.requestID.S, hash: createHash('sha1').update(body).digest('base64') };
  parentPort?.postMessage(kept);
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
});
server.listen(0, '127.0.0.1', () => {
  parentPort?.postMessage(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

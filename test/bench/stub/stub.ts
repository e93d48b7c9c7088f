import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { itemsOf, JUDGE_TERMS, keyOf, policyTableOf } from './policies.ts';

/**
 * A DynamoDB that answers at once: it forgets what is put, and has policies with as many terms as the name of their table says.
 * It is a process of its own, so that its CPU time is not measured, and posts its address to its parent.
 */
const tables = new Map(JUDGE_TERMS.map((terms) => [policyTableOf(terms), itemsOf(policyTableOf(terms))]));

const server = createServer({ keepAliveTimeout: 10 * 60_000 }, async (request, response) => {
  const body = await text(request);
  const target = String(request.headers['x-amz-target']);
  const answer = target.endsWith('.PutItem') ? '{}' : target.endsWith('.BatchGetItem') ? found(body) : undefined;
  const status = answer === undefined ? 400 : 200;
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer ?? '{"__type":"Unknown"}');
});

function found(body: string): string {
  const [[table = '', { Keys: keys }] = ['', { Keys: [] }]] = Object.entries<{ Keys: never[] }>(
    JSON.parse(body).RequestItems,
  );
  const items = tables.get(table) ?? itemsOf(table);
  tables.set(table, items);
  const responses = keys.map((key) => items.get(keyOf(key))).filter((item) => item !== undefined);
  return JSON.stringify({ Responses: { [table]: responses }, UnprocessedKeys: {} });
}

server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('disconnect', () => process.exit());

import { existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { allow } from '../../../functions/openim/answer.ts';
import { BATCH_PATH, fromBatchLine, RELAY_HEADERS } from '../../../functions/openim/relay-protocol.ts';
import type { Recorded } from './recorder.ts';

/**
 * A receiver that records each identity once, in a file, before it answers. It stands for the project's own, whose embedded table
 * would take an hour for 100,000 callbacks.
 *
 * Usage: node recorder-entry.ts FILE PORT
 */
const [file = '', port = '0'] = process.argv.slice(2);
const whole = existsSync(file) ? readFileSync(file, 'utf8') : '';
const lines = whole.slice(0, whole.lastIndexOf('\n') + 1);
if (lines.length < whole.length) truncateSync(file, Buffer.byteLength(lines));
const identities = new Set(
  lines
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as Recorded).id),
);
const descriptor = openSync(file, 'a');

/** Returns whether each was recorded now. */
function record(requests: readonly Recorded[]): boolean[] {
  const isNew = requests.map(({ id }) => {
    const isKnown = identities.has(id);
    identities.add(id);
    return !isKnown;
  });
  const added = requests.filter((_, at) => isNew[at]).map((request) => `${JSON.stringify(request)}\n`);
  if (added.length > 0) writeSync(descriptor, added.join(''));
  return isNew;
}

const server = createServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
  const body = await text(request).catch(() => undefined);
  if (body === undefined) return;
  response.setHeader('content-type', 'application/json');
  if (request.url === BATCH_PATH) return void response.end(JSON.stringify(recordBatch(body)));
  const {
    [RELAY_HEADERS.id]: id,
    [RELAY_HEADERS.receivedAt]: receivedAt,
    [RELAY_HEADERS.sequence]: sequence,
  } = request.headers;
  record([{ id: String(id), receivedAt: String(receivedAt), sequence: Number(sequence), body }]);
  response.end(JSON.stringify(allow.answer));
});

function recordBatch(lines: string): object {
  const requests = lines
    .trimEnd()
    .split('\n')
    .map(fromBatchLine)
    .filter((line) => line !== undefined);
  const isNew = record(requests.map(({ body, ...fields }) => ({ ...fields, body: Buffer.from(body).toString() })));
  return { results: requests.map(({ id }, at) => ({ id, status: isNew[at] ? 'recorded' : 'again' })) };
}

server.listen(Number(port), '127.0.0.1', () => console.info((server.address() as AddressInfo).port));

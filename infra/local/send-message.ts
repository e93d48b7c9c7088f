import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GrowableBuffer } from './growable-buffer.ts';
import { isSameSecret } from './secret.ts';

/** Exceeds the largest SQS message in JSON. */
const MAX_REQUEST_BYTES = 1_024 * 1_024;

/**
 * Answers SQS's SendMessage and rejects other requests.
 * Source: Amazon SQS API Reference, SendMessage, AWS JSON protocol 1.0.
 *
 * @param path secret path of the queue's URL
 * @param add stores a message and returns its ID
 */
export async function sendMessage(
  path: string,
  add: (message: string) => Promise<string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isMessage = request.headers['x-amz-target'] === 'AmazonSQS.SendMessage' && request.headers.origin === undefined;
  const { QueueUrl, MessageBody } = isMessage ? await parametersOf(request) : {};
  if (typeof MessageBody !== 'string') return void response.writeHead(400).end();
  if (!isSameSecret(path, pathOf(QueueUrl))) return void response.writeHead(403).end();
  const MessageId = await add(MessageBody);
  const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
  response
    .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
    .end(JSON.stringify({ MessageId, MD5OfMessageBody }));
}

interface Parameters {
  readonly QueueUrl?: unknown;
  readonly MessageBody?: unknown;
}

/** Returns the parameters of a request, or none if it is too large or not JSON. */
async function parametersOf(request: IncomingMessage): Promise<Parameters> {
  const held = new GrowableBuffer();
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_REQUEST_BYTES) held.append(chunk);
    else held.clear();
  }
  try {
    return size <= MAX_REQUEST_BYTES ? Object(JSON.parse(held.bytes().toString())) : {};
  } catch {
    return {};
  }
}

function pathOf(url: unknown): string {
  return typeof url === 'string' ? (URL.parse(url)?.pathname ?? '') : '';
}

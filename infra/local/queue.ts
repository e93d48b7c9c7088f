import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

/** Milliseconds between two looks for messages, and after one that could not be delivered. */
const PAUSE = 500;
const PAUSE_AFTER_FAILURE = 3_000;

/** As many messages as Lambda gets from SQS at once. */
const BATCH_SIZE = 10;

/** Names of messages in the order in which they came. */
const MESSAGE = /^\d+-[\w-]+\.message$/;

/** How the name of a message ends that is still being written, or that was when its writer was killed. */
const UNFINISHED = '.message.new';

type Redeliver = (event: SQSEvent) => Promise<SQSBatchResponse>;

export interface Queue {
  /** What the functions know of it. */
  readonly url: string;
  /** Takes messages from this process, without a way that could fail. Resolves when they are on the disk. */
  add(messages: readonly string[]): Promise<void>;
  /** Hands messages to the function until they are taken, as Lambda's event source mapping does. */
  deliverTo(redeliver: Redeliver): void;
  close(): Promise<void>;
}

/** A queue with the API of SQS, as far as the functions use it. A message is a file, and on the disk before it is answered. */
export async function startQueue(directory: string): Promise<Queue> {
  await mkdir(directory, { recursive: true });
  const unfinished = (await readdir(directory)).filter((name) => name.endsWith(UNFINISHED));
  await Promise.all(unfinished.map((name) => rm(join(directory, name))));
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    receive(directory, request, response).catch(() => response.writeHead(500).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = new AbortController();
  let delivering = Promise.resolve();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/local/fallback`,
    add: async (messages) => {
      await Promise.all(messages.map((message) => addMessage(directory, message)));
    },
    deliverTo: (redeliver) => {
      delivering = deliver(directory, redeliver, stop.signal);
    },
    close: async () => {
      stop.abort();
      await delivering;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function receive(directory: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks = await Array.fromAsync(request);
  const isMessage = request.headers['x-amz-target'] === 'AmazonSQS.SendMessage' && request.headers.origin === undefined;
  if (!isMessage) return void response.writeHead(400).end();
  const { MessageBody } = JSON.parse(Buffer.concat(chunks).toString());
  const MessageId = await addMessage(directory, MessageBody);
  const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
  response
    .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
    .end(JSON.stringify({ MessageId, MD5OfMessageBody }));
}

async function addMessage(directory: string, message: string): Promise<string> {
  const id = randomUUID();
  await writeDurably(directory, `${Date.now()}-${id}.message`, message);
  return id;
}

/** Whole or not at all, and still there when the power fails. */
async function writeDurably(directory: string, name: string, text: string): Promise<void> {
  const file = join(directory, name);
  const unfinished = `${file}.new`;
  try {
    await flushed(unfinished, 'w', (handle) => handle.writeFile(text));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await flushed(directory, 'r', async () => {});
}

async function flushed(
  path: string,
  flags: string,
  use: (handle: Awaited<ReturnType<typeof open>>) => Promise<unknown>,
) {
  const handle = await open(path, flags);
  try {
    await use(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function deliver(directory: string, redeliver: Redeliver, signal: AbortSignal): Promise<void> {
  // Messages that were not taken are passed over in the next round, so that they keep no others from being taken.
  let skipped = 0;
  while (!signal.aborted) {
    const names = (await readdir(directory).catch(() => [])).filter((name) => MESSAGE.test(name)).sort();
    if (skipped >= names.length) skipped = 0;
    let isTaking = true;
    for (let from = skipped; from < names.length && isTaking && !signal.aborted; from += BATCH_SIZE) {
      isTaking = await deliverBatch(directory, names.slice(from, from + BATCH_SIZE), redeliver).catch(() => false);
      skipped = isTaking ? 0 : from + BATCH_SIZE;
    }
    await pause(isTaking ? PAUSE : PAUSE_AFTER_FAILURE, signal);
  }
}

/** @returns whether any message was taken; those that were not stay, and don't keep others from being taken */
async function deliverBatch(directory: string, names: readonly string[], redeliver: Redeliver): Promise<boolean> {
  const read = async (name: string) => ({ messageId: name, body: await readFile(join(directory, name), 'utf8') });
  // A file that can't be read stays as it is, like one whose message was not taken.
  const Records = (await Promise.allSettled(names.map(read))).flatMap((file) => ('value' in file ? file.value : []));
  const { batchItemFailures } = await redeliver({ Records } as SQSEvent);
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const taken = Records.filter(({ messageId }) => !failed.has(messageId));
  await Promise.all(taken.map(({ messageId }) => rm(join(directory, messageId))));
  return taken.length > 0;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}

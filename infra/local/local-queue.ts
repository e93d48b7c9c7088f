import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { addMessage, messagesIn, prepareMessages } from './message-files.ts';
import { newSecret } from './secret.ts';
import { sendMessage } from './send-message.ts';

/** Twice what the functions use. Other users of the machine can also connect, and send up to 1 MB each. */
const MAX_CONNECTIONS = 100;

/** Polling intervals: normal, and after a failed delivery. */
const PAUSE_MS = 500;
const PAUSE_AFTER_FAILURE_MS = 3_000;

/** Equal to the batch size of the event source on AWS. */
const BATCH_SIZE = 10;

type Redeliver = (event: SQSEvent) => Promise<SQSBatchResponse>;

export interface Queue {
  /** URL for the functions. The path is a secret that permits sending. */
  readonly url: string;
  /** Adds messages without a network request. Resolves when they are on disk. */
  add(messages: readonly string[]): Promise<void>;
  /** Delivers messages to the function until it accepts them, like Lambda's event source mapping. */
  deliverTo(redeliver: Redeliver): void;
  close(): Promise<void>;
}

/** Starts a queue with the part of the SQS API that the functions use. Messages are files, flushed before the answer. */
export async function startQueue(directory: string): Promise<Queue> {
  await prepareMessages(directory);
  const path = `/local/${newSecret()}`;
  const add = (message: string) => addMessage(directory, message);
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    sendMessage(path, add, request, response).catch(() => response.writeHead(500).end());
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = new AbortController();
  let delivering = Promise.resolve();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    add: async (messages) => {
      await Promise.all(messages.map(add));
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

async function deliver(directory: string, redeliver: Redeliver, signal: AbortSignal): Promise<void> {
  // Skips messages that failed in the last round, because they must not block others.
  let skipped = 0;
  while (!signal.aborted) {
    const names = await messagesIn(directory);
    if (skipped >= names.length) skipped = 0;
    let isAccepting = true;
    for (let from = skipped; from < names.length && isAccepting && !signal.aborted; from += BATCH_SIZE) {
      isAccepting = await deliverBatch(directory, names.slice(from, from + BATCH_SIZE), redeliver).catch(() => false);
      skipped = isAccepting ? 0 : from + BATCH_SIZE;
    }
    await pause(isAccepting ? PAUSE_MS : PAUSE_AFTER_FAILURE_MS, signal);
  }
}

/** @returns true if any message was accepted; the others stay in the queue */
async function deliverBatch(directory: string, names: readonly string[], redeliver: Redeliver): Promise<boolean> {
  const read = async (name: string) => ({ messageId: name, body: await readFile(join(directory, name), 'utf8') });
  // Unreadable files stay in the queue.
  const Records = (await Promise.allSettled(names.map(read))).flatMap((file) => ('value' in file ? file.value : []));
  const { batchItemFailures } = await redeliver({ Records } as SQSEvent);
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const accepted = Records.filter(({ messageId }) => !failed.has(messageId));
  await Promise.all(accepted.map(({ messageId }) => rm(join(directory, messageId))));
  return accepted.length > 0;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}

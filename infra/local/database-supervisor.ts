import { on } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Database, DynamoDBOptions } from './dynamodb.ts';

/** Milliseconds before a database that failed is started again. */
const RESTART_PAUSE_MS = 1_000;

/** Told when the database failed. It is started again by itself, as soon as its storage lets it. */
export type OnFailure = (error: Error) => void;

export interface SupervisedDatabase extends Database {
  /** Ends the database, and starts it again on whatever is at its path by then. */
  restart(): Promise<void>;
}

/**
 * The database has a thread of its own, because it throws what its storage fails with, such as that the disk is full: that must not
 * end the process, which has a queue and a log yet. A new thread takes its place.
 */
export async function startThread(
  options: DynamoDBOptions,
  { onFailure, onRestart }: { onFailure: OnFailure; onRestart: (endpoint: string) => Promise<void> },
): Promise<SupervisedDatabase> {
  let isClosed = false;
  let recovered = Promise.resolve();
  let thread = await startWorker(options);
  const { endpoint } = thread;
  const onceFailed = () =>
    thread.worker.once('error', (error) => {
      onFailure(error);
      recovered = recover();
    });
  const recover = async () => {
    while (!isClosed) {
      await setTimeout(RESTART_PAUSE_MS);
      const next = isClosed
        ? undefined
        : await startWorker({ ...options, port: Number(new URL(endpoint).port) }).catch(() => undefined);
      if (!next) continue;
      thread = next;
      onceFailed();
      return onRestart(endpoint);
    }
  };
  onceFailed();
  return {
    endpoint,
    restart: async () => {
      await recovered;
      await end(thread.worker);
      recovered = recover();
      await recovered;
    },
    close: async () => {
      isClosed = true;
      await recovered;
      await end(thread.worker);
    },
  };
}

async function startWorker(options: DynamoDBOptions): Promise<{ worker: Worker; endpoint: string }> {
  const worker = new Worker(new URL('./database-thread.ts', import.meta.url), { workerData: options });
  // Under `node --watch`, Node itself posts messages from a thread.
  for await (const [message] of on(worker, 'message', { close: ['exit'] })) {
    if (typeof message === 'string') return { worker, endpoint: message };
  }
  throw new Error('its thread ended before it was ready');
}

/** Ends a thread, which may have ended by itself, or fail as it ends. */
async function end(worker: Worker): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.removeAllListeners('error').on('error', () => {});
  worker.postMessage('end');
  if (worker.threadId !== -1) await ended;
}

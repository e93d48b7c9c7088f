import { on } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Database, DynamoDBOptions } from './dynamodb.ts';

/** Pause before the database is restarted after a failure. */
const RESTART_PAUSE_MS = 1_000;

/** Called when the database has failed. It restarts by itself as soon as its storage works. */
export type OnFailure = (error: Error) => void;

export interface SupervisedDatabase extends Database {
  /** Restarts the database with the current contents of its path. */
  restart(): Promise<void>;
}

/**
 * Runs the database in a thread and restarts it after a failure. Its storage throws uncaught errors, such as for a full
 * disk, which must not end the process, because queue and log still work.
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
  // With `node --watch`, Node also posts messages of its own.
  for await (const [message] of on(worker, 'message', { close: ['exit'] })) {
    if (typeof message === 'string') return { worker, endpoint: message };
  }
  throw new Error('the database thread ended before it was ready');
}

/** Ends a thread. It may already have ended, or fail while it ends. */
async function end(worker: Worker): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.removeAllListeners('error').on('error', () => {});
  worker.postMessage('end');
  if (worker.threadId !== -1) await ended;
}

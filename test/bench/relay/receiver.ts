import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Order } from './receiver-thread.ts';

export interface BenchReceiver {
  readonly port: number;
  /** Returns the number of different callbacks that came since the last `forget`. */
  order(order: Order): Promise<number>;
  close(): Promise<unknown>;
}

/** Starts a receiver of a given latency, in a thread of its own. It takes batches, as this project's receiver does. */
export async function startReceiver(): Promise<BenchReceiver> {
  const worker = new Worker(new URL('receiver-thread.ts', import.meta.url));
  const reply = async () => Number((await once(worker, 'message'))[0]);
  return {
    port: await reply(),
    order: (order) => {
      worker.postMessage(order);
      return reply();
    },
    close: () => worker.terminate(),
  };
}

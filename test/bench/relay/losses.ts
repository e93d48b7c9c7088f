import { percentile } from './figures.ts';
import { OpenimSender } from './openim-sender.ts';
import type { BenchReceiver } from './receiver.ts';
import type { RelayChild } from './relay-child.ts';

/** Callbacks, at once or at a rate. */
export interface Load {
  readonly name: string;
  readonly callbacks: number;
  /** Undefined for a burst. */
  readonly perSecond?: number;
}

export interface Losses {
  readonly lost: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LossOptions {
  readonly receiver: BenchReceiver;
  readonly path: string;
  readonly bodyOf: () => string;
  /** Undefined for the direct way. */
  readonly relay?: RelayChild;
  /** Ends the absence of the receiver. */
  readonly beforeDrain?: () => Promise<unknown>;
}

/** Sends a load as OpenIM does, and counts what never reaches the receiver. */
export async function measureLosses(load: Load, options: LossOptions): Promise<Losses> {
  const { receiver, relay, path, bodyOf, beforeDrain } = options;
  await receiver.order({ name: 'forget' });
  const sender = new OpenimSender(relay?.port ?? receiver.port, path);
  await Promise.all(await paced(load, () => sender.send(bodyOf())));
  await sender.finished();
  await beforeDrain?.();
  await relay?.drained();
  const taken = await receiver.order({ name: 'count' });
  const times = sender.answeredMs;
  return { lost: load.callbacks - taken, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}

/** Starts all sends, each at its time. */
async function paced({ callbacks, perSecond }: Load, send: () => Promise<void>): Promise<Promise<void>[]> {
  const startedMs = performance.now();
  const sends: Promise<void>[] = [];
  while (sends.length < callbacks) {
    const due = perSecond === undefined ? callbacks : ((performance.now() - startedMs) * perSecond) / 1_000;
    while (sends.length < Math.min(due, callbacks)) sends.push(send());
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return sends;
}

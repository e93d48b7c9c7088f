import type { ReplayCounts } from './replay-counts.ts';
import type { Answered } from './replay-sender.ts';
import { type Replayable, type Replayed, replayable } from './replayable.ts';

/** Failures in a row after which nothing more is sent. */
export const MAX_FAILURES_IN_A_ROW = 10;

export interface ReplayOptions {
  readonly records: AsyncGenerator<Replayed>;
  readonly send: (callback: Replayable) => Promise<Answered>;
  /** Resolves when the next one may be sent. */
  readonly pace: () => Promise<void>;
  /** Callbacks under way at a time. */
  readonly connections: number;
  /** Records of the source that were handled before. */
  readonly skip: number;
  readonly counts: ReplayCounts;
  readonly signal: AbortSignal;
}

/** End of a replay. */
export interface Ended {
  /** Number of records of the source before the first that is not done. */
  readonly done: number;
  /** Why nothing more was sent, after failures in a row. */
  readonly failure?: string;
  /** Why no further record could be read. */
  readonly unreadable?: unknown;
}

/** Sends recorded callbacks in the order of the source, until its end, the signal, or failures in a row. Awaits those under way. */
export async function replay({
  records,
  send,
  pace,
  connections,
  skip,
  counts,
  signal,
}: ReplayOptions): Promise<Ended> {
  let taken = 0;
  let firstUnsent = Number.POSITIVE_INFINITY;
  let streak: { readonly from: number; length: number; readonly failure: string } | undefined;
  let unreadable: unknown;
  const isOver = () => signal.aborted || unreadable !== undefined || (streak?.length ?? 0) >= MAX_FAILURES_IN_A_ROW;
  const take = async () => {
    try {
      const next = await records.next();
      return next.done ? undefined : { index: taken++, callback: replayable(next.value) };
    } catch (error) {
      unreadable = error;
      return undefined;
    }
  };
  const worker = async () => {
    while (!isOver()) {
      const next = await take();
      if (!next) return;
      const { index, callback } = next;
      if (index < skip) continue;
      if (!callback) {
        counts.skipped += 1;
        continue;
      }
      await pace();
      if (isOver()) {
        firstUnsent = Math.min(firstUnsent, index);
        return;
      }
      const answered = await send(callback);
      if (typeof answered === 'string') {
        counts[answered] += 1;
        streak = undefined;
      } else {
        counts.failed += 1;
        streak ??= { from: index, length: 0, failure: answered.failure };
        streak.length += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const done = Math.min(firstUnsent, taken);
  if (!streak || streak.length < MAX_FAILURES_IN_A_ROW) return { done, unreadable };
  return { done: Math.min(done, streak.from), failure: streak.failure };
}

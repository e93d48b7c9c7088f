import type { Timeouts } from '../aws/timeouts.ts';

/** Time limit for every answer. OpenIM waits 5 s by default. */
const TOTAL_MS = 3_500;

/** Part of Lambda's timeout that is reserved for the answer. */
const MARGIN_MS = 300;

/** Shares of the time after which the first and the second sink are abandoned. The rest is for the log and the answer. */
const FIRST_SHARE = 0.63;
const SECOND_SHARE = 0.93;

/** Signals that abort the write to the first and to the second sink. Each is made when it is read, because most callbacks need one. */
export interface Deadline {
  readonly first: AbortSignal;
  readonly second: AbortSignal;
  /** The share of the first sink is over. */
  readonly isFirstOver: boolean;
  /** Ends the wait, once the answer is made. The signals no longer abort. */
  readonly end: () => void;
}

/**
 * @param remainingMs Lambda's remaining time; unlimited outside of Lambda
 * @param now returns milliseconds of a monotonic clock
 */
export function startDeadline(
  timeouts: Pick<Timeouts, 'after'>,
  remainingMs = Number.POSITIVE_INFINITY,
  now = () => performance.now(),
): Deadline {
  const totalMs = Math.max(0, Math.min(TOTAL_MS, remainingMs - MARGIN_MS));
  const startedAt = now();
  const leftOf = (share: number) => Math.max(0, Math.floor(totalMs * share) - Math.floor(now() - startedAt));
  const cancels: (() => void)[] = [];
  const abortAfter = (delayMs: number): AbortSignal => {
    const controller = new AbortController();
    // After a stop of the process nothing may be stored as allowed, because OpenIM may have given up.
    if (delayMs === 0) controller.abort();
    else cancels.push(timeouts.after(delayMs, () => controller.abort()));
    return controller.signal;
  };
  let first: AbortSignal | undefined;
  let second: AbortSignal | undefined;
  return {
    get first() {
      first ??= abortAfter(leftOf(FIRST_SHARE));
      return first;
    },
    get second() {
      second ??= abortAfter(leftOf(SECOND_SHARE));
      return second;
    },
    get isFirstOver() {
      return leftOf(FIRST_SHARE) === 0;
    },
    end: () => {
      for (const cancel of cancels) cancel();
    },
  };
}

import type { WaitCause } from './outcome.ts';

export interface StateOptions {
  /** Returns milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Returns the pause before the next attempt, from the number of attempts in a row that failed. */
  readonly backoffMs: (failures: number) => number;
}

/** Why a target takes nothing at present. */
export interface Waiting {
  readonly cause: WaitCause;
  readonly reason: string;
  readonly failures: number;
  /** Monotonic time. */
  readonly sinceMs: number;
  readonly failedMs: number;
  readonly nextAttemptMs: number;
}

/**
 * Knows whether a target takes requests. After a failure one request at a time tries it, with growing pauses and without an end. One that is
 * taken opens it to all.
 */
export class TargetState {
  readonly #options: StateOptions;
  #waiting: Waiting | undefined;

  constructor(options: StateOptions) {
    this.#options = options;
  }

  /** Undefined while the target takes requests. */
  get waiting(): Waiting | undefined {
    return this.#waiting;
  }

  /** Returns milliseconds until a request may be sent; 0 for now, Infinity while another one tries the target. */
  pauseMs(inFlight: number): number {
    if (this.#waiting === undefined) return 0;
    if (inFlight > 0) return Number.POSITIVE_INFINITY;
    return Math.max(0, this.#waiting.nextAttemptMs - this.#options.now());
  }

  /** @returns whether the target was waiting */
  succeeded(): boolean {
    const wasWaiting = this.#waiting !== undefined;
    this.#waiting = undefined;
    return wasWaiting;
  }

  /**
   * Counts a failure. Those of requests that were under way at the last one count with it, so that many requests do not make a long pause.
   *
   * @param startedMs monotonic time when the request was sent
   * @returns whether the cause is new
   */
  failed(cause: WaitCause, reason: string, startedMs: number, retryAfterMs = 0): boolean {
    const now = this.#options.now();
    const before = this.#waiting;
    if (before !== undefined && startedMs < before.failedMs) return false;
    const failures = (before?.failures ?? 0) + 1;
    this.#waiting = {
      cause,
      reason,
      failures,
      sinceMs: before?.sinceMs ?? now,
      failedMs: now,
      nextAttemptMs: now + Math.max(retryAfterMs, this.#options.backoffMs(failures)),
    };
    return before?.cause !== cause;
  }
}

interface Seen {
  readonly receivedAt: string;
  /** Monotonic time. */
  readonly seenMs: number;
}

/**
 * Ages of the oldest requests that wait. Times of receipt survive a restart, but the clock may be set back. So an age is at least as long
 * as this has known the request.
 */
export class OldestAges {
  readonly #now: () => number;
  readonly #date: () => Date;
  readonly #seen = new Map<string, Seen>();

  /** @param now returns milliseconds of a monotonic clock */
  constructor(now: () => number, date: () => Date) {
    this.#now = now;
    this.#date = date;
  }

  /** @param receivedAt time of receipt of the oldest request, undefined while none waits for the target */
  millisecondsOf(target: string, receivedAt: string | undefined): number {
    if (receivedAt === undefined) {
      this.#seen.delete(target);
      return 0;
    }
    const before = this.#seen.get(target);
    const seen = before?.receivedAt === receivedAt ? before : { receivedAt, seenMs: this.#now() };
    this.#seen.set(target, seen);
    return Math.max(this.#date().getTime() - Date.parse(receivedAt), this.#now() - seen.seenMs);
  }
}

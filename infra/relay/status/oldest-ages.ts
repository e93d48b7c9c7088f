interface Seen {
  readonly receivedAt: string;
  /** Age by the system clock, and `upMs`, when the request was first seen as the oldest. */
  readonly ageMs: number;
  readonly seenMs: number;
}

/**
 * Ages of the oldest requests that wait.
 *
 * Times of receipt survive a restart, but are those of the system clock, which may be set. So they count only when a request is first seen
 * as the oldest. From then on its age grows with a clock that nobody can set.
 */
export class OldestAges {
  readonly #upMs: () => number;
  readonly #date: () => Date;
  readonly #seen = new Map<string, Seen>();

  /** @param upMs returns the milliseconds since the machine started, including time in suspension */
  constructor(upMs: () => number, date: () => Date) {
    this.#upMs = upMs;
    this.#date = date;
  }

  /** @param receivedAt time of receipt of the oldest request, undefined while none waits for the target */
  millisecondsOf(target: string, receivedAt: string | undefined): number {
    if (receivedAt === undefined) {
      this.#seen.delete(target);
      return 0;
    }
    const before = this.#seen.get(target);
    const seen = before?.receivedAt === receivedAt ? before : this.#firstSight(receivedAt);
    this.#seen.set(target, seen);
    return seen.ageMs + this.#upMs() - seen.seenMs;
  }

  #firstSight(receivedAt: string): Seen {
    const ageMs = Math.max(0, this.#date().getTime() - Date.parse(receivedAt));
    return { receivedAt, ageMs, seenMs: this.#upMs() };
  }
}

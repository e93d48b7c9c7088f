/** Callbacks a second above which answers come first. An OpenIM process sends so many only in a burst. */
export const RUSH_PER_SECOND = 2_000;

const WINDOW_MS = 20;
const WINDOW_CALLBACKS = (RUSH_PER_SECOND * WINDOW_MS) / 1_000;

/**
 * Tells when callbacks come in a rush. Deliveries can wait then and answers can't, because OpenIM drops callbacks while it waits for
 * answers, and both need the same processor.
 */
export class Rush {
  readonly #now: () => number;
  #startedMs = Number.NEGATIVE_INFINITY;
  #callbacks = 0;
  #untilMs = Number.NEGATIVE_INFINITY;

  /** @param now returns milliseconds of a monotonic clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a callback that was stored. */
  add(): void {
    const now = this.#now();
    if (now - this.#startedMs >= WINDOW_MS) {
      this.#startedMs = now;
      this.#callbacks = 0;
    }
    this.#callbacks += 1;
    if (this.#callbacks >= WINDOW_CALLBACKS) this.#untilMs = this.#startedMs + 2 * WINDOW_MS;
  }

  get isOn(): boolean {
    return this.#now() < this.#untilMs;
  }
}

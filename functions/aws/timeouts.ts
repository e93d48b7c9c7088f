/** Interval between checks for time-outs that are due. A time-out therefore runs up to this much late. */
const STEP_MS = 25;

interface Timeout {
  readonly atMs: number;
  readonly run: () => void;
}

/**
 * Time-outs of all requests and answers of a process. They share one timer, which is made once and armed again while anything waits,
 * because a timer for each would cost each callback several.
 */
export class Timeouts {
  private readonly waiting = new Set<Timeout>();
  private timer: NodeJS.Timeout | undefined;
  private isArmed = false;

  /**
   * Runs a function once, unless it is cancelled before.
   *
   * @returns cancels it
   */
  after(delayMs: number, run: () => void): () => void {
    const timeout = { atMs: performance.now() + delayMs, run };
    this.waiting.add(timeout);
    this.arm();
    return () => this.waiting.delete(timeout);
  }

  private arm(): void {
    if (this.isArmed) return;
    this.isArmed = true;
    if (this.timer) this.timer.refresh();
    else this.timer = setTimeout(() => this.check(), STEP_MS).unref();
  }

  private check(): void {
    this.isArmed = false;
    const nowMs = performance.now();
    for (const timeout of this.waiting) {
      if (timeout.atMs > nowMs) continue;
      this.waiting.delete(timeout);
      timeout.run();
    }
    if (this.waiting.size > 0) this.arm();
  }
}

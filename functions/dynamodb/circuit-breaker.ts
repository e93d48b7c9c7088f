/** Time without attempts after a failure. */
const RETRY_AFTER_MS = 5_000;

/**
 * Stops calls to a failed service, so that not every callback waits for the next failure. Afterwards one caller at a time
 * retries, until a call succeeds.
 */
export class CircuitBreaker {
  private failure: unknown;
  private retryAt = 0;
  private readonly now: () => number;

  /** @param now returns milliseconds of a monotonic clock */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** The latest failure, or undefined while the service works. */
  get lastFailure(): unknown {
    return this.failure;
  }

  /** Tells whether to call the service. */
  allows(): boolean {
    if (this.failure === undefined) return true;
    if (this.now() < this.retryAt) return false;
    this.retryAt = this.now() + RETRY_AFTER_MS;
    return true;
  }

  failed(failure: unknown): void {
    this.failure = failure;
    this.retryAt = this.now() + RETRY_AFTER_MS;
  }

  succeeded(): void {
    this.failure = undefined;
  }
}

/** Milliseconds for which a service that failed is left alone. */
const RETRY_AFTER_MS = 5_000;

/**
 * Remembers that a service failed, so that not every callback waits for it to fail again: a circuit breaker. When the time is
 * over, one caller tries the service anew, and the others go on without it until that one has succeeded.
 */
export class CircuitBreaker {
  private failure: unknown;
  private retryAt = 0;
  private readonly now: () => number;

  /** @param now milliseconds; they must not jump */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** What the service failed with; undefined while it works. */
  get lastFailure(): unknown {
    return this.failure;
  }

  /** Whether to try the service. */
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

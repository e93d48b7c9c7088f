const INTERVAL_MS = 10_000;

/**
 * Limits reports of unauthenticated requests, because a flood of requests must not flood logs and metrics. The first is
 * reported at once, the others in sums every 10 s. The gateway's access log has each request.
 */
export class ReportLimiter {
  private unreportedRequests = 0;
  private reportAt = Number.NEGATIVE_INFINITY;
  private readonly now: () => number;

  /** @param now returns milliseconds of a monotonic clock */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** @returns the number of requests to report now; 0 for none */
  add(): number {
    this.unreportedRequests += 1;
    if (this.now() < this.reportAt) return 0;
    const count = this.unreportedRequests;
    this.unreportedRequests = 0;
    this.reportAt = this.now() + INTERVAL_MS;
    return count;
  }
}

/** Time between two reports. */
const INTERVAL_MS = 10_000;

/**
 * Counts what strangers send, so that a flood of it makes no flood of log lines and metrics: the first is reported at once, and
 * then at most one report every ten seconds, with the number of requests since the last. The gateway's access log has each of them.
 */
export class ReportLimiter {
  private unreportedRequests = 0;
  private reportAt = Number.NEGATIVE_INFINITY;
  private readonly now: () => number;

  /** @param now milliseconds; they must not jump */
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

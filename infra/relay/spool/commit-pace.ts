/** Duration of a commit above which it is worth waiting for others. Below, two commits take no longer than the way of an answer. */
const SLOW_COMMIT_MS = 0.8;

/** Part of a commit's duration that the next one waits at most, and its limit. */
const WAITED_SHARE = 0.5;
const MAX_WAIT_MS = 2;

/** Part that the last commit has in the average of their duration. */
const NEWEST_SHARE = 0.2;

/** Commits without a wait after one in vain. */
const COMMITS_AFTER_MISS = 8;

/**
 * Decides how long a commit waits for more requests.
 *
 * OpenIM sends from two workers. Without a wait, one's request comes while the other's is flushed, so that each waits for two flushes
 * and OpenIM is served half as fast. After a wait for the worker that was just answered, both share each flush.
 */
export class CommitPace {
  #expected = 0;
  #commitMs = 0;
  #withoutWait = 0;

  /** Number of requests that a commit may get, if all senders of the last two send again. */
  get expected(): number {
    return this.#expected;
  }

  /** Returns milliseconds to wait with this many requests. */
  waitMs(requests: number): number {
    if (requests >= this.#expected || this.#commitMs < SLOW_COMMIT_MS) return 0;
    if (this.#withoutWait > 0) {
      this.#withoutWait -= 1;
      return 0;
    }
    return Math.min(this.#commitMs * WAITED_SHARE, MAX_WAIT_MS);
  }

  /** Learns from a wait how many requests there were at its end. */
  waited(requests: number): void {
    if (requests < this.#expected) this.#withoutWait = COMMITS_AFTER_MISS;
  }

  /**
   * Learns from a commit.
   *
   * @param requests those that it stored
   * @param meanwhile those that came while it was written
   */
  committed(requests: number, meanwhile: number, tookMs: number): void {
    this.#expected = requests + meanwhile;
    this.#commitMs += (tookMs - this.#commitMs) * NEWEST_SHARE;
  }
}

import { type NewRequest, NotSpooled, type RefusalReason } from './spooled.ts';

/** Longest wait for requests that probably come soon, and its share of the time that a commit takes. */
const MAX_LINGER_MS = 0.5;
const LINGER_SHARE = 0.5;

/** Requests that share a flush well enough, so that no more are waited for. */
const ENOUGH = 16;

/** Stores requests in one transaction. Returns for each of them why it was refused, or undefined. */
export type Commit = (requests: readonly NewRequest[]) => Promise<readonly (RefusalReason | undefined)[]>;

interface Member {
  readonly request: NewRequest;
  readonly settled: PromiseWithResolvers<void>;
}

/**
 * Gathers requests for the next commit while one is under way.
 *
 * A sender sends its next request just after an answer. Without a pause, that request would miss the next commit, and each answer would
 * take two commits. So a commit waits a moment until enough requests are there, or as many as in the last commit and behind it.
 */
export class CommitGroups {
  readonly #commit: Commit;
  readonly #now: () => number;
  #members: Member[] = [];
  #expected = 1;
  #commitMs = 0;
  #isBusy = false;

  /** @param now returns milliseconds of a monotonic clock */
  constructor(commit: Commit, now = () => performance.now()) {
    this.#commit = commit;
    this.#now = now;
  }

  /**
   * Resolves when the request is on the disk.
   *
   * @throws {NotSpooled}
   */
  add(request: NewRequest): Promise<void> {
    const settled = Promise.withResolvers<void>();
    this.#members.push({ request, settled });
    this.#start();
    return settled.promise;
  }

  #start(): void {
    if (this.#isBusy || this.#members.length === 0) return;
    this.#isBusy = true;
    this.#linger(this.#now() + Math.min(MAX_LINGER_MS, this.#commitMs * LINGER_SHARE));
  }

  /** Lets the event loop read further requests until the time is over. */
  #linger(endMs: number): void {
    setImmediate(() => {
      if (this.#members.length < Math.min(this.#expected, ENOUGH) && this.#now() < endMs) this.#linger(endMs);
      else void this.#commitAll();
    });
  }

  async #commitAll(): Promise<void> {
    const group = this.#members;
    this.#members = [];
    const startMs = this.#now();
    try {
      const refusals = await this.#commit(group.map(({ request }) => request));
      for (const [index, { settled }] of group.entries()) {
        const reason = refusals[index];
        if (reason === undefined) settled.resolve();
        else settled.reject(new NotSpooled(reason));
      }
    } catch (error) {
      for (const { settled } of group) settled.reject(error);
    }
    this.#commitMs = this.#now() - startMs;
    this.#expected = group.length + this.#members.length;
    this.#isBusy = false;
    this.#start();
  }
}

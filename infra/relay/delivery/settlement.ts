import type { BatchResult } from '../../../functions/openim/relay-protocol.ts';
import type { Counters } from '../counters.ts';
import type { Spool } from '../spool/spool.ts';
import type { Held, Progress, WaitingRequests } from './waiting-requests.ts';

/** Failures of a request alone, while others are taken, after which it is set aside. */
const MAX_FAILURES = 10;

/**
 * Share of the others that may have failed before they were taken. Above it the target fails at times, whatever the request is, so that
 * a failure says nothing about one.
 */
const RECOVERED_SHARE = 0.1;

/** Pause before a change is tried again that the spool did not take, such as on a full disk. */
const RETRY_PAUSE_MS = 1_000;

/** Longest reason of the target's own, because it stands in a line. */
const MAX_REASON_LENGTH = 250;

export interface SettlementOptions {
  readonly spool: Pick<Spool, 'remove' | 'setAside'>;
  /** Name of the target. */
  readonly target: string;
  readonly waiting: WaitingRequests;
  readonly counters: Counters;
  readonly now: () => number;
  readonly date: () => Date;
  readonly backoffMs: (failures: number) => number;
  readonly onSetAside: (reason: string) => void;
  readonly onSpoolFailure: (what: 'written', reason: string) => void;
}

/** Settles requests after an attempt: taken, set aside, or retried later. */
export class Settlement {
  readonly #options: SettlementOptions;
  #progress: Progress = { taken: 0, recovered: 0 };

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /** Removes requests that the target has recorded. What is not removed is delivered again after a restart, with the same id. */
  taken(held: readonly Held[]): void {
    const recovered = held.filter(({ lastFailure }) => lastFailure !== undefined).length;
    this.#progress = { taken: this.#progress.taken + held.length, recovered: this.#progress.recovered + recovered };
    this.#options.counters.delivered += held.length;
    if (held.length === 0) return;
    const { spool, target, waiting } = this.#options;
    const sequences = held.map(({ request }) => request.sequence);
    this.#write(
      () => spool.remove(target, sequences),
      () => waiting.forget(sequences),
    );
  }

  setAside({ request: { sequence } }: Pick<Held, 'request'>, reason: string): void {
    const { spool, target, counters, date, onSetAside } = this.#options;
    const at = date().toISOString();
    this.#write(
      () => spool.setAside(target, sequence, reason, at),
      () => {
        counters.setAside += 1;
        onSetAside(reason);
        this.#options.waiting.forget([sequence]);
      },
    );
  }

  /**
   * Retries a request later, alone. After ten failures while the target took others, the request is set aside. While the target fails for
   * others, too, all wait.
   *
   * @param isProbe all requests were waiting for the target. Then this request need not be the cause, so that it may be sent in a batch
   *   again
   */
  failed(held: Held, reason: string, isProbe = false): void {
    const { waiting, now, backoffMs } = this.#options;
    if (held.lastFailure !== undefined && areOthersTaken(held.lastFailure, this.#progress)) held.failures += 1;
    held.lastFailure = this.#progress;
    if (!isProbe || held.failures > 0) held.batchLimit = 1;
    if (held.failures >= MAX_FAILURES)
      this.setAside(held, `failed ${MAX_FAILURES} times, while others were taken: ${reason}`);
    else waiting.delay(held, now() + backoffMs(held.failures + 1));
  }

  /** Settles each request of a batch by its result. */
  batch(held: readonly Held[], results: ReadonlyMap<string, BatchResult>): void {
    const taken: Held[] = [];
    for (const each of held) {
      const result = results.get(each.request.id);
      if (result === undefined) this.failed(each, 'the receiver left it out of its answer to a batch');
      else if (result.status === 'never') this.setAside(each, reasonOf(result));
      else taken.push(each);
    }
    this.taken(taken);
  }

  /** Changes the spool, again and again until it succeeds. A request whose change is not written is delivered again after a restart. */
  #write(change: () => Promise<void>, done: () => void): void {
    change().then(done, (error: Error) => {
      this.#options.onSpoolFailure('written', error.message);
      setTimeout(() => this.#write(change, done), RETRY_PAUSE_MS).unref();
    });
  }
}

function reasonOf({ reason = 'the receiver can never take it' }: BatchResult): string {
  return reason.slice(0, MAX_REASON_LENGTH).toWellFormed();
}

/** Tells whether a target took others between two failures of a request, nearly all of them at once. */
function areOthersTaken(before: Progress, now: Progress): boolean {
  const taken = now.taken - before.taken;
  return taken > 0 && now.recovered - before.recovered <= taken * RECOVERED_SHARE;
}

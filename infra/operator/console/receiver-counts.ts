import { shortName } from '../../../functions/openim/catalogue.ts';
import type { LastCall, ReceiverHealth } from '../../console/contract/health.ts';
import type { AnsweredCall } from '../../local/console-messages.ts';
import { expectedLosses } from './expected-losses.ts';

/** Newest callbacks of which latencies are kept. */
const MAX_LATENCIES = 1_000;

/** Below the resolution of the clock, a loss can't be computed. */
const MIN_LATENCY_MS = 0.1;

/** Counts the callbacks of a receiver since its start. */
export class ReceiverCounts {
  readonly #startedAt: string;
  readonly #latencies: number[] = [];
  #calls = 0;
  #queued = 0;
  #onlyLogged = 0;
  #lastFailure: ReceiverHealth['lastFailure'];
  lastCall: LastCall | undefined;

  constructor(startedAt: string) {
    this.#startedAt = startedAt;
  }

  add({ at, command, outcome, milliseconds, storedIn, error }: AnsweredCall): void {
    this.#latencies[this.#calls % MAX_LATENCIES] = milliseconds;
    this.#calls += 1;
    if (storedIn === 'queue') this.#queued += 1;
    if (storedIn === 'log') this.#onlyLogged += 1;
    if (error !== undefined) this.#lastFailure = { at, error };
    this.lastCall = { at, callback: shortName(command), outcome };
  }

  /** A record that was only logged is in the queue after all. */
  queuedLate(): void {
    this.#queued += 1;
    this.#onlyLogged = Math.max(0, this.#onlyLogged - 1);
  }

  health(queueDepth: number): ReceiverHealth {
    const sorted = this.#latencies.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    const [median, p99] = [at(0.5), at(0.99)];
    return {
      startedAt: this.#startedAt,
      calls: this.#calls,
      ...(median !== undefined &&
        p99 !== undefined && {
          latencyMs: { median, p99 },
          losses: expectedLosses(Math.max(median, MIN_LATENCY_MS)),
        }),
      queueDepth,
      writeFailures: { queued: this.#queued, onlyLogged: this.#onlyLogged },
      ...(this.#lastFailure && { lastFailure: this.#lastFailure }),
    };
  }
}

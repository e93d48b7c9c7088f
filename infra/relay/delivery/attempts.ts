import type { Counters } from '../counters.ts';
import type { ReceiverClient } from '../receiver/client.ts';
import type { Outcome } from './outcome.ts';
import { type SendOne, sendBatch, sendRequest } from './send-request.ts';
import type { Settlement } from './settlement.ts';
import type { TargetState, Waiting } from './target-state.ts';
import type { Held, WaitingRequests } from './waiting-requests.ts';

/** Batches under way at once. Each keeps a function of the receiver busy for up to 50 requests. */
const MAX_BATCHES = 4;

/** Time after which a receiver without batches is asked again, because it may have been upgraded. */
const BATCH_RETRY_MS = 10 * 60 * 1_000;

export interface AttemptOptions {
  readonly client: ReceiverClient;
  readonly counters: Counters;
  /** Sends to a server beside the receiver, which takes no batches. */
  readonly sendOne?: SendOne;
  /** Returns milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly date: () => Date;
  /** Called when the target begins to wait for a new cause, and with undefined when it takes requests again. */
  readonly onState: (waiting: Waiting | undefined) => void;
  /** Called when the target does not accept batches, because it has no tokens and so ignores all that a relay says. */
  readonly onIgnored: () => void;
}

interface Parts {
  readonly state: TargetState;
  readonly waiting: WaitingRequests;
  readonly settlement: Settlement;
  /** Called when an attempt has ended. */
  readonly onEnd: () => void;
}

/** Attempts to deliver requests to one target, alone or in batches, and what follows from the answers. */
export class Attempts {
  readonly #options: AttemptOptions & Parts;
  #inFlight = 0;
  #batches = 0;
  #noBatchesUntilMs = 0;

  constructor(options: AttemptOptions & Parts) {
    this.#options = options;
  }

  /** Attempts under way. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Tells whether the next attempt may be a batch, however many are under way. */
  get canBatch(): boolean {
    return (
      this.#takesBatches && this.#options.state.waiting === undefined && this.#options.now() >= this.#noBatchesUntilMs
    );
  }

  /** Tells whether as many batches are under way as there may be. */
  get hasAllBatches(): boolean {
    return this.#batches >= MAX_BATCHES;
  }

  /** A receiver takes batches from a caller with a token only. */
  get #takesBatches(): boolean {
    const { sendOne, client } = this.#options;
    return sendOne === undefined && client.target.authorization !== undefined;
  }

  /** Sends requests, and settles them by the answer. It never throws. */
  async deliver(held: readonly Held[]): Promise<void> {
    const isBatch = held.length > 1;
    this.#inFlight += 1;
    if (isBatch) this.#batches += 1;
    const startedMs = this.#options.now();
    try {
      await (isBatch ? this.#deliverBatch(held) : this.#deliverAlone(held[0] as Held));
    } catch (error) {
      // A defect must neither end the relay nor lose a request.
      const reason = `internal failure: ${(error as Error).message}`;
      this.#failed({ cause: 'failing', reason }, startedMs);
      for (const each of held) this.#options.settlement.failed(each, reason);
    }
    this.#inFlight -= 1;
    if (isBatch) this.#batches -= 1;
    this.#options.onEnd();
  }

  async #deliverAlone(held: Held): Promise<void> {
    const { client, now, date, sendOne = sendRequest, state, settlement, waiting } = this.#options;
    const startedMs = now();
    const isProbe = state.waiting !== undefined;
    const outcome = await sendOne(client, held.request, date().toISOString());
    switch (outcome.kind) {
      case 'done':
        this.#opened();
        return settlement.taken([held]);
      case 'never':
        this.#opened();
        return settlement.setAside(held, outcome.reason);
      case 'wait':
        this.#failed(outcome, startedMs);
        // The connection may break at this request alone, so that others must go before it.
        if (outcome.cause === 'away') return settlement.failed(held, outcome.reason, isProbe);
        return waiting.putBack([held]);
      case 'failed':
        this.#failed({ cause: 'failing', reason: outcome.reason }, startedMs);
        return settlement.failed(held, outcome.reason, isProbe);
    }
  }

  async #deliverBatch(held: readonly Held[]): Promise<void> {
    const { client, now, date, settlement, waiting } = this.#options;
    const startedMs = now();
    const requests = held.map(({ request }) => request);
    const outcome = await sendBatch(client, requests, date().toISOString());
    switch (outcome.kind) {
      case 'answered':
        if (requests.some(({ id }) => outcome.results.has(id))) this.#opened();
        return settlement.batch(held, outcome.results);
      case 'ignored':
      case 'unsupported':
        if (outcome.kind === 'ignored') this.#options.onIgnored();
        this.#noBatchesUntilMs = now() + BATCH_RETRY_MS;
        return waiting.putBack(held);
      case 'wait':
        this.#failed(outcome, startedMs);
        // A gateway answers 403 to an address that it does not have.
        if (outcome.cause === 'unauthorised') this.#noBatchesUntilMs = now() + BATCH_RETRY_MS;
        return waiting.putBack(held);
      case 'failed':
        this.#failed({ cause: 'failing', reason: outcome.reason }, startedMs);
        for (const each of held) each.batchLimit = Math.max(1, Math.floor(held.length / 2));
        return waiting.putBack(held);
    }
  }

  #opened(): void {
    if (this.#options.state.succeeded()) this.#options.onState(undefined);
  }

  #failed(
    { cause, reason, retryAfterMs }: Pick<Extract<Outcome, { kind: 'wait' }>, 'cause' | 'reason' | 'retryAfterMs'>,
    startedMs: number,
  ): void {
    const { counters, state, onState } = this.#options;
    counters.failedAttempts[cause] += 1;
    if (state.failed(cause, reason, startedMs, retryAfterMs)) onState(state.waiting);
  }
}

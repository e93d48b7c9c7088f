import { MAX_BATCH_LINES } from '../../../functions/openim/relay-protocol.ts';
import type { Counters } from '../counters.ts';
import type { ReceiverClient } from '../receiver/client.ts';
import type { Spool } from '../spool/spool.ts';
import type { Outcome } from './outcome.ts';
import { RUSH_PER_SECOND, type Rush } from './rush.ts';
import { type SendOne, sendBatch, sendRequest } from './send-request.ts';
import { Settlement } from './settlement.ts';
import { type StateOptions, TargetState, type Waiting } from './target-state.ts';
import { type Held, WaitingRequests } from './waiting-requests.ts';

/** Requests read from the spool at once, and the number below which more are read. */
const LOAD_REQUESTS = 1_000;
const LOAD_BYTES = 8_000_000;
const LOW_WATER = 400;

/** Batches under way at once. Each keeps a function of the receiver busy for up to 50 requests. */
const MAX_BATCHES = 4;

/** Time after which a receiver without batches is asked again, because it may have been upgraded. */
const BATCH_RETRY_MS = 10 * 60 * 1_000;

/** Time in which new requests gather, so that they are read and delivered together. */
const GATHER_MS = 10;

/** Pause after a delivery in a rush, for each of its requests. So up to as many as make a rush are delivered in it. */
const RUSH_PAUSE_MS = 1_000 / RUSH_PER_SECOND;

/** Pause after an error of the spool. */
const SPOOL_PAUSE_MS = 1_000;

export interface DeliveryOptions extends StateOptions {
  readonly spool: Pick<Spool, 'load' | 'remove' | 'setAside'>;
  readonly client: ReceiverClient;
  readonly counters: Counters;
  /** Sends to a server beside the receiver, which takes no batches. */
  readonly sendOne?: SendOne;
  /** Requests under way at once. */
  readonly parallel: number;
  readonly date: () => Date;
  readonly rush: Pick<Rush, 'isOn'>;
  /** Called when the target begins to wait for a new cause, and with undefined when it takes requests again. */
  readonly onState: (waiting: Waiting | undefined) => void;
  readonly onSetAside: (reason: string) => void;
  /** Called when the target does not accept batches, because it has no tokens and so ignores all that a relay says. */
  readonly onIgnored: () => void;
  /** Called when the spool could not be read or written. It is tried again. */
  readonly onSpoolFailure: (what: 'read' | 'written', reason: string) => void;
}

/** Delivers the requests of the spool to one target, until the target has recorded them. Their order is not kept. */
export class Deliveries {
  readonly #options: DeliveryOptions;
  readonly #state: TargetState;
  readonly #waiting = new WaitingRequests();
  readonly #settlement: Settlement;
  #cursor = 0;
  #inFlight = 0;
  #batches = 0;
  #noBatchesUntilMs = 0;
  #rushPauseEndMs = 0;
  #mayHaveMore = true;
  #isStopped = false;
  #gathering: NodeJS.Timeout | undefined;
  #wake = Promise.withResolvers<void>();
  #finished: Promise<void> = Promise.resolve();

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#state = new TargetState(options);
    this.#settlement = new Settlement({ ...options, target: options.client.target.name, waiting: this.#waiting });
  }

  /** A receiver takes batches from a caller with a token only. */
  get #takesBatches(): boolean {
    const { sendOne, client } = this.#options;
    return sendOne === undefined && client.target.authorization !== undefined;
  }

  get state(): Waiting | undefined {
    return this.#state.waiting;
  }

  start(): void {
    this.#finished = this.#run();
  }

  /** Says that the spool has a new request. */
  notify(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#mayHaveMore = true;
      this.#wake.resolve();
    }, GATHER_MS);
  }

  /** Reads the spool from its beginning, where another process may have changed it. */
  rescan(): void {
    this.#cursor = 0;
    this.notify();
  }

  /** Starts no further delivery, and resolves when those under way have ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#gathering);
    this.#wake.resolve();
    await this.#finished;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped || this.#inFlight > 0) {
      this.#wake = Promise.withResolvers();
      const pauseMs = this.#isStopped ? Number.POSITIVE_INFINITY : await this.#startNext();
      if (pauseMs > 0) await this.#pause(pauseMs);
    }
  }

  /** Starts a delivery if possible. Returns milliseconds until the next try, Infinity if something must happen first. */
  async #startNext(): Promise<number> {
    const { parallel, now, rush } = this.#options;
    if (this.#inFlight >= parallel) return Number.POSITIVE_INFINITY;
    const rushPauseMs = rush.isOn ? this.#rushPauseEndMs - now() : 0;
    const pauseMs = Math.max(rushPauseMs, this.#state.pauseMs(this.#inFlight));
    if (pauseMs > 0) return pauseMs;
    try {
      await this.#load();
    } catch (error) {
      this.#mayHaveMore = true;
      this.#options.onSpoolFailure('read', (error as Error).message);
      return SPOOL_PAUSE_MS;
    }
    const canBatch = this.#takesBatches && this.#state.waiting === undefined && now() >= this.#noBatchesUntilMs;
    if (canBatch && this.#batches >= MAX_BATCHES) return Number.POSITIVE_INFINITY;
    const held = this.#waiting.take(canBatch ? MAX_BATCH_LINES : 1, now());
    if (held.length === 0) return this.#waiting.nextDelayMs(now());
    this.#rushPauseEndMs = now() + held.length * RUSH_PAUSE_MS;
    void this.#deliver(held);
    return 0;
  }

  async #load(): Promise<void> {
    if (!this.#mayHaveMore || this.#waiting.ready >= LOW_WATER) return;
    // Each attempt would read more, so that 400 large bodies were in memory.
    if (this.#waiting.readyBytes >= LOAD_BYTES) return;
    const { spool, client } = this.#options;
    this.#mayHaveMore = false;
    const loaded = await spool.load(client.target.name, this.#cursor, LOAD_REQUESTS, LOAD_BYTES);
    this.#cursor = loaded.at(-1)?.sequence ?? this.#cursor;
    if (loaded.length > 0) this.#mayHaveMore = true;
    this.#waiting.add(loaded.filter(({ damage }) => damage === undefined));
    for (const request of loaded)
      if (request.damage !== undefined && this.#waiting.hold(request))
        this.#settlement.setAside({ request }, `the spool can't read it (${request.damage})`);
  }

  async #deliver(held: readonly Held[]): Promise<void> {
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
      for (const each of held) this.#settlement.failed(each, reason);
    }
    this.#inFlight -= 1;
    if (isBatch) this.#batches -= 1;
    this.#wake.resolve();
  }

  async #deliverAlone(held: Held): Promise<void> {
    const { client, now, date, sendOne = sendRequest } = this.#options;
    const startedMs = now();
    const isProbe = this.#state.waiting !== undefined;
    const outcome = await sendOne(client, held.request, date().toISOString());
    switch (outcome.kind) {
      case 'done':
        this.#opened();
        return this.#settlement.taken([held]);
      case 'never':
        this.#opened();
        return this.#settlement.setAside(held, outcome.reason);
      case 'wait':
        this.#failed(outcome, startedMs);
        // The connection may break at this request alone, so that others must go before it.
        if (outcome.cause === 'away') return this.#settlement.failed(held, outcome.reason, isProbe);
        return this.#waiting.putBack([held]);
      case 'failed':
        this.#failed({ cause: 'failing', reason: outcome.reason }, startedMs);
        return this.#settlement.failed(held, outcome.reason, isProbe);
    }
  }

  async #deliverBatch(held: readonly Held[]): Promise<void> {
    const { client, now, date } = this.#options;
    const startedMs = now();
    const requests = held.map(({ request }) => request);
    const outcome = await sendBatch(client, requests, date().toISOString());
    switch (outcome.kind) {
      case 'answered':
        if (requests.some(({ id }) => outcome.results.has(id))) this.#opened();
        return this.#settlement.batch(held, outcome.results);
      case 'ignored':
      case 'unsupported':
        if (outcome.kind === 'ignored') this.#options.onIgnored();
        this.#noBatchesUntilMs = now() + BATCH_RETRY_MS;
        return this.#waiting.putBack(held);
      case 'wait':
        this.#failed(outcome, startedMs);
        // A gateway answers 403 to an address that it does not have.
        if (outcome.cause === 'unauthorised') this.#noBatchesUntilMs = now() + BATCH_RETRY_MS;
        return this.#waiting.putBack(held);
      case 'failed':
        this.#failed({ cause: 'failing', reason: outcome.reason }, startedMs);
        for (const each of held) each.batchLimit = Math.max(1, Math.floor(held.length / 2));
        return this.#waiting.putBack(held);
    }
  }

  #opened(): void {
    if (this.#state.succeeded()) this.#options.onState(undefined);
  }

  #failed(
    { cause, reason, retryAfterMs }: Pick<Extract<Outcome, { kind: 'wait' }>, 'cause' | 'reason' | 'retryAfterMs'>,
    startedMs: number,
  ): void {
    const { counters, onState } = this.#options;
    counters.failedAttempts[cause] += 1;
    if (this.#state.failed(cause, reason, startedMs, retryAfterMs)) onState(this.#state.waiting);
  }

  async #pause(milliseconds: number): Promise<void> {
    const timer = Number.isFinite(milliseconds) ? setTimeout(() => this.#wake.resolve(), milliseconds) : undefined;
    await this.#wake.promise;
    clearTimeout(timer);
  }
}

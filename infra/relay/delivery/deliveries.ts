import { MAX_BATCH_LINES } from '../../../functions/openim/relay-protocol.ts';
import type { Spool } from '../spool/spool.ts';
import { type AttemptOptions, Attempts } from './attempts.ts';
import { RUSH_PER_SECOND, type Rush } from './rush.ts';
import { Settlement } from './settlement.ts';
import { type StateOptions, TargetState, type Waiting } from './target-state.ts';
import { WaitingRequests } from './waiting-requests.ts';

/** Requests read from the spool at once, and the number below which more are read. */
const LOAD_REQUESTS = 1_000;
const LOAD_BYTES = 8_000_000;
const LOW_WATER = 400;

/** Time in which new requests gather, so that they are read and delivered together. */
const GATHER_MS = 10;

/** Pause after a delivery in a rush, for each of its requests. So up to as many as make a rush are delivered in it. */
const RUSH_PAUSE_MS = 1_000 / RUSH_PER_SECOND;

/** Pause after an error of the spool. */
const SPOOL_PAUSE_MS = 1_000;

export interface DeliveryOptions extends StateOptions, AttemptOptions {
  readonly spool: Pick<Spool, 'load' | 'remove' | 'setAside'>;
  /** Requests under way at once. */
  readonly parallel: number;
  readonly rush: Pick<Rush, 'isOn'>;
  readonly onSetAside: (reason: string) => void;
  /** Called when the spool could not be read or written. It is tried again. */
  readonly onSpoolFailure: (what: 'read' | 'written', reason: string) => void;
}

/** Delivers the requests of the spool to one target, until the target has recorded them. Their order is not kept. */
export class Deliveries {
  readonly #options: DeliveryOptions;
  readonly #state: TargetState;
  readonly #waiting = new WaitingRequests();
  readonly #settlement: Settlement;
  readonly #attempts: Attempts;
  #cursor = 0;
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
    this.#attempts = new Attempts({
      ...options,
      ...{ state: this.#state, waiting: this.#waiting, settlement: this.#settlement },
      onEnd: () => this.#wake.resolve(),
    });
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
    while (!this.#isStopped || this.#attempts.inFlight > 0) {
      this.#wake = Promise.withResolvers();
      const pauseMs = this.#isStopped ? Number.POSITIVE_INFINITY : await this.#startNext();
      if (pauseMs > 0) await this.#pause(pauseMs);
    }
  }

  /** Starts a delivery if possible. Returns milliseconds until the next try, Infinity if something must happen first. */
  async #startNext(): Promise<number> {
    const { parallel, now, rush } = this.#options;
    if (this.#attempts.inFlight >= parallel) return Number.POSITIVE_INFINITY;
    const rushPauseMs = rush.isOn ? this.#rushPauseEndMs - now() : 0;
    const pauseMs = Math.max(rushPauseMs, this.#state.pauseMs(this.#attempts.inFlight));
    if (pauseMs > 0) return pauseMs;
    try {
      await this.#load();
    } catch (error) {
      this.#mayHaveMore = true;
      this.#options.onSpoolFailure('read', (error as Error).message);
      return SPOOL_PAUSE_MS;
    }
    const { canBatch } = this.#attempts;
    if (canBatch && this.#attempts.hasAllBatches) return Number.POSITIVE_INFINITY;
    const held = this.#waiting.take(canBatch ? MAX_BATCH_LINES : 1, now());
    if (held.length === 0) return this.#waiting.nextDelayMs(now());
    this.#rushPauseEndMs = now() + held.length * RUSH_PAUSE_MS;
    void this.#attempts.deliver(held);
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

  async #pause(milliseconds: number): Promise<void> {
    const timer = Number.isFinite(milliseconds) ? setTimeout(() => this.#wake.resolve(), milliseconds) : undefined;
    await this.#wake.promise;
    clearTimeout(timer);
  }
}

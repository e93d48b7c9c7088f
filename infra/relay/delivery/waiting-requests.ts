import { MAX_BATCH_BYTES, MAX_BATCH_LINES, type RelayedRequest } from '../../../functions/openim/relay-protocol.ts';

/** Numbers of requests that a target has taken. */
export interface Progress {
  readonly taken: number;
  /** Those of them that had failed alone before. */
  readonly recovered: number;
}

/** A request in memory, with what its attempts have shown. */
export interface Held {
  readonly request: RelayedRequest;
  /** Attempts that failed alone, while the target took other requests. */
  failures: number;
  /** Numbers of the target at the last attempt that failed alone. */
  lastFailure: Progress | undefined;
  /** Largest batch that the request may be in. A batch that fails is halved. */
  batchLimit: number;
  /** Monotonic time before which the request is not sent again. */
  notBeforeMs: number;
}

/** Bytes of a line beside its body, which JSON may escape to twice its size. */
const LINE_BYTES = 512;
const ESCAPED_SHARE = 2;

/** Requests of one target that were read from the spool and are not delivered yet. */
export class WaitingRequests {
  readonly #held = new Set<number>();
  #ready: Held[] = [];
  #delayed: Held[] = [];

  get ready(): number {
    return this.#ready.length;
  }

  /** Bytes of the bodies that are ready. */
  get readyBytes(): number {
    return this.#ready.reduce((bytes, { request }) => bytes + request.body.length, 0);
  }

  /** Adds requests. Those that are here already, under way or being removed are left out. */
  add(requests: readonly RelayedRequest[]): void {
    for (const request of requests) {
      if (!this.hold(request)) continue;
      const fresh = { failures: 0, lastFailure: undefined, batchLimit: MAX_BATCH_LINES, notBeforeMs: 0 };
      this.#ready.push({ request, ...fresh });
    }
  }

  /** Holds a request, so that it is not added again until it is forgotten. Returns false for one that is held already. */
  hold({ sequence }: Pick<RelayedRequest, 'sequence'>): boolean {
    if (this.#held.has(sequence)) return false;
    this.#held.add(sequence);
    return true;
  }

  /** Takes the next requests for one delivery, at most as many as each of them permits. */
  take(maxRequests: number, nowMs: number): Held[] {
    this.#wake(nowMs);
    let limit = maxRequests;
    let bytes = 0;
    let count = 0;
    for (const { request, batchLimit } of this.#ready) {
      limit = Math.min(limit, batchLimit);
      bytes += LINE_BYTES + othersBytes(request) + request.body.length * ESCAPED_SHARE;
      if (count >= limit || (count > 0 && bytes > MAX_BATCH_BYTES)) break;
      count += 1;
    }
    return this.#ready.splice(0, count);
  }

  /** Puts requests back in front. */
  putBack(held: readonly Held[]): void {
    this.#ready.unshift(...held);
  }

  /** Lets others go first until a time. */
  delay(held: Held, untilMs: number): void {
    held.notBeforeMs = untilMs;
    this.#delayed.push(held);
  }

  /** Forgets requests that the spool no longer has. */
  forget(sequences: readonly number[]): void {
    for (const sequence of sequences) this.#held.delete(sequence);
  }

  /** Returns milliseconds until the next delayed request, or Infinity. */
  nextDelayMs(nowMs: number): number {
    return Math.max(0, Math.min(...this.#delayed.map(({ notBeforeMs }) => notBeforeMs)) - nowMs);
  }

  #wake(nowMs: number): void {
    if (this.#delayed.every(({ notBeforeMs }) => notBeforeMs > nowMs)) return;
    this.#ready.push(...this.#delayed.filter(({ notBeforeMs }) => notBeforeMs <= nowMs));
    this.#delayed = this.#delayed.filter(({ notBeforeMs }) => notBeforeMs > nowMs);
  }
}

function othersBytes({ others }: RelayedRequest): number {
  return others === undefined ? 0 : Buffer.byteLength(JSON.stringify(others));
}

import { Connection } from './connection.ts';

/** OpenIM's queue of After callbacks. Source: open-im-server `pkg/common/webhook`, tools `mq/memamq`. Earlier versions of it wait less. */
const WORKERS = 2;
const PLACES = 100;
const WAIT_MS = 3_000;

interface Waiting {
  readonly body: string;
  readonly taken: (isTaken: boolean) => void;
}

/**
 * Sends After callbacks as one OpenIM process does: two workers, a queue of 100, and a caller that finds it full waits 3 s and then
 * drops its callback. Nothing is sent again.
 */
export class OpenimSender {
  /** Time of each answer. */
  readonly answeredMs: number[] = [];
  /** Callbacks that found no place in time. */
  dropped = 0;
  /** Callbacks without an answer, or with one that claims nothing. */
  failed = 0;
  readonly #path: string;
  readonly #connections: Connection[];
  readonly #idle: Connection[];
  readonly #queue: string[] = [];
  /** Callers that wait for a place. A Map keeps their order, and removes one of the middle at once. */
  readonly #callers = new Map<number, Waiting>();
  #lastCaller = 0;

  constructor(port: number, path: string) {
    this.#path = path;
    this.#connections = Array.from({ length: WORKERS }, () => new Connection(port));
    this.#idle = [...this.#connections];
  }

  /** Resolves when the callback is sent, failed or dropped. */
  async send(body: string): Promise<void> {
    if (this.#queue.length < PLACES) return this.#enqueue(body);
    const place = Promise.withResolvers<boolean>();
    this.#lastCaller += 1;
    const caller = this.#lastCaller;
    const timer = setTimeout(() => place.resolve(false), WAIT_MS);
    this.#callers.set(caller, { body, taken: place.resolve });
    const isTaken = await place.promise;
    clearTimeout(timer);
    this.#callers.delete(caller);
    if (!isTaken) this.dropped += 1;
  }

  /** Waits until the queue is empty and its workers are idle. */
  async finished(): Promise<void> {
    while (this.#idle.length < WORKERS || this.#queue.length > 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    for (const connection of this.#connections) connection.close();
  }

  #enqueue(body: string): void {
    this.#queue.push(body);
    const connection = this.#idle.pop();
    if (connection) void this.#work(connection);
  }

  async #work(connection: Connection): Promise<void> {
    for (let body = this.#next(); body !== undefined; body = this.#next()) {
      const startedMs = performance.now();
      const answer = await connection.post(this.#path, body).catch(() => '');
      if (answer.includes('"actionCode":0')) this.answeredMs.push(performance.now() - startedMs);
      else this.failed += 1;
    }
    this.#idle.push(connection);
  }

  #next(): string | undefined {
    const body = this.#queue.shift();
    const [first] = this.#callers;
    if (first !== undefined) {
      const [caller, waiting] = first;
      this.#callers.delete(caller);
      this.#queue.push(waiting.body);
      waiting.taken(true);
    }
    return body;
  }
}

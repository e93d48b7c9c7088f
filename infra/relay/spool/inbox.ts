import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { SpoolCall } from './spool-calls.ts';

/** Time between two looks while waiting. */
const LOOK_INTERVAL_MS = 0.05;

/** The calls that came to the spool's thread, in their order. */
export class Inbox {
  readonly #port: MessagePort;
  readonly #never = new Int32Array(new SharedArrayBuffer(4));
  #calls: SpoolCall[] = [];

  constructor(port: MessagePort) {
    this.#port = port;
  }

  get isEmpty(): boolean {
    return this.#calls.length === 0;
  }

  /** Number of requests to store. */
  get appends(): number {
    return this.#calls.filter(({ name }) => name === 'append').length;
  }

  add(call: SpoolCall): void {
    this.#calls.push(call);
  }

  /** Takes up the calls that came while the thread was busy. */
  receive(): void {
    for (let next = receiveMessageOnPort(this.#port); next; next = receiveMessageOnPort(this.#port))
      this.add(next.message);
  }

  /** Blocks the thread until there are so many requests, or time is up. A timer of Node is ten times less exact. */
  waitFor(appends: number, milliseconds: number): void {
    const endMs = performance.now() + milliseconds;
    while (this.appends < appends && performance.now() < endMs) {
      Atomics.wait(this.#never, 0, 0, LOOK_INTERVAL_MS);
      this.receive();
    }
  }

  /** Returns all calls, and is empty then. */
  take(): SpoolCall[] {
    const calls = this.#calls;
    this.#calls = [];
    return calls;
  }
}

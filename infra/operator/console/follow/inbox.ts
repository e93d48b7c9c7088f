import type { ErrorAnswer } from '../../../console/contract/errors.ts';
import type { EventRow } from '../../../console/contract/events.ts';
import type { LiveEvents } from '../../../console/contract/live.ts';
import type { Listener } from './follow.ts';

/** Maximum rows that wait for a slow page. Further ones are left out. */
const MAX_WAITING = 2_000;

type Message = { [Name in keyof LiveEvents]: readonly [Name, LiveEvents[Name]] }[keyof LiveEvents];

/** Buffers the messages of a stream until its page reads them. */
export class Inbox implements Listener {
  readonly #describe: (error: unknown) => ErrorAnswer['error'];
  #rows: EventRow[] = [];
  #leftOut = 0;
  #failure: ErrorAnswer['error'] | undefined;
  #wake = () => {};

  constructor(describe: (error: unknown) => ErrorAnswer['error']) {
    this.#describe = describe;
  }

  readonly onRows = (rows: readonly EventRow[]): void => {
    const room = MAX_WAITING - this.#rows.length;
    this.#rows.push(...rows.slice(0, room));
    this.#leftOut += Math.max(0, rows.length - room);
    this.#wake();
  };

  readonly onGap = (leftOut: number): void => {
    this.#leftOut += leftOut;
    this.#wake();
  };

  readonly onFailure = (error: unknown): void => {
    this.#failure = this.#describe(error);
    this.#wake();
  };

  /** Returns everything that has arrived, after waiting for it. Nothing, when the time is over or the signal is aborted. */
  async take(timeoutMs: number, signal: AbortSignal): Promise<Message[]> {
    if (!this.#hasSome) await this.#arrival(timeoutMs, signal);
    const messages: Message[] = [
      ...(this.#rows.length > 0 ? [['events', this.#rows] as const] : []),
      ...(this.#leftOut > 0 ? [['gap', { leftOut: this.#leftOut }] as const] : []),
      ...(this.#failure ? [['failure', this.#failure] as const] : []),
    ];
    this.#rows = [];
    this.#leftOut = 0;
    this.#failure = undefined;
    return messages;
  }

  get #hasSome(): boolean {
    return this.#rows.length > 0 || this.#leftOut > 0 || this.#failure !== undefined;
  }

  async #arrival(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#wake = () => resolve(undefined);
    const timer = setTimeout(resolve, timeoutMs);
    signal.addEventListener('abort', resolve);
    await promise;
    signal.removeEventListener('abort', resolve);
    clearTimeout(timer);
  }
}

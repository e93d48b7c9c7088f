import type { EventRow, EventsAnswer } from '../../contract/events.ts';

const PAGE_ROWS = 200;

/** Pages after which a search starts again instead. */
const MAX_PAGES = 10;

/** Time that rows may take from their recording to the stream, and clocks may differ. */
const MARGIN_MS = 30_000;

type Found = Pick<EventsAnswer, 'events' | 'cursor' | 'from'>;
type Read = (page: { readonly cursor: string | undefined; readonly limit: number }) => Promise<Found>;

/** Reads what a live stream missed while it was closed, lost or too slow. */
export class CatchUp {
  readonly #read: Read;
  readonly #add: (rows: readonly EventRow[]) => void;
  readonly #onLost: () => void;
  /** Clock of the server, in milliseconds since 1970, when the stream was last known to be alive. */
  #aliveMs: number;
  /** Set while something may be missing. */
  #missedFromMs: number | undefined;
  #opened: { readonly ms: number; readonly at: number } | undefined;
  #hasBegun = false;

  constructor(read: Read, add: (rows: readonly EventRow[]) => void, onLost: () => void, now = Date.now()) {
    this.#aliveMs = now;
    this.#read = read;
    this.#add = add;
    this.#onLost = onLost;
  }

  opened(now: string): void {
    this.#opened = { ms: Date.parse(now), at: performance.now() };
    void this.#catchUp();
    this.#aliveMs = this.#opened.ms;
  }

  saw(rows: readonly EventRow[]): void {
    for (const { receivedAt } of rows) this.#aliveMs = Math.max(this.#aliveMs, Date.parse(receivedAt) || 0);
  }

  leftOut(): void {
    this.#missedFromMs ??= this.#aliveMs;
    void this.#catchUp();
  }

  /** The network may have been gone for long before the browser knows. */
  interrupted(): void {
    this.#missedFromMs ??= this.#aliveMs;
    this.#opened = undefined;
  }

  /** Until now, the stream was open. */
  paused(): void {
    if (this.#opened) this.#aliveMs = this.#opened.ms + performance.now() - this.#opened.at;
    this.interrupted();
  }

  /** The first rows are read, so that later ones can be. */
  begin(): void {
    this.#hasBegun = true;
    if (this.#opened) void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    const missedFromMs = this.#missedFromMs;
    if (missedFromMs === undefined || !this.#hasBegun) return;
    this.#missedFromMs = undefined;
    const since = new Date(missedFromMs - MARGIN_MS).toISOString();
    try {
      let cursor: string | undefined;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer = await this.#read({ limit: PAGE_ROWS, cursor });
        this.#add(answer.events);
        cursor = answer.cursor;
        if (cursor === undefined || (answer.from ?? '') < since) return;
      }
      this.#onLost();
    } catch {
      this.#missedFromMs = missedFromMs;
    }
  }
}

import { ROUTES } from '../../api.ts';
import type { EventRow, EventsAnswer, Searched } from '../../contract/events.ts';
import { type ApiError, addressOf, follow, get } from '../api-client.ts';
import { asApiError } from '../shell/use-fetched.ts';
import { mergeRows } from './event-rows.ts';

/** Rows of a search, as far as they are loaded. */
export interface Events {
  readonly rows: readonly EventRow[];
  readonly searched?: Searched;
  readonly isLoading: boolean;
  readonly error?: ApiError;
  /** State of the live stream: `off` until it has opened, `lost` while the browser connects again. */
  readonly live: 'off' | 'on' | 'lost' | 'over';
  /** Trouble of the live stream, which goes on. */
  readonly liveTrouble?: string;
}

/** Rows that a screen needs at least. An answer of the server may have fewer, because it does not wait for a long search. */
const FIRST_ROWS = 100;
export const PAGE_ROWS = 200;

export interface Listeners {
  /** Gets each batch of new rows. */
  readonly onLive: (rows: readonly EventRow[]) => void;
  /** Gets each page of rows. */
  readonly onFound: (rows: readonly EventRow[]) => void;
}

type Change = (change: (events: Events) => Events) => void;

/** One search: its stream, which opens before the first page is read, and its pages. */
export class EventSearch {
  readonly #q: string;
  readonly #change: Change;
  readonly #listeners: Listeners;
  readonly #aborter = new AbortController();
  readonly #endStream: () => void;
  #cursor: string | undefined;
  #isLoading = false;
  #wasInterrupted = false;

  constructor(q: string, change: Change, listeners: Listeners) {
    this.#q = q;
    this.#listeners = listeners;
    this.#change = change;
    this.#endStream = follow(addressOf(ROUTES.live, { q }), {
      open: () => {
        change((events) => ({ ...events, live: 'on' }));
        if (this.#wasInterrupted) void this.#catchUp();
        this.#wasInterrupted = false;
      },
      events: (rows) => {
        change(({ liveTrouble: _, ...events }) => ({ ...events, rows: mergeRows(events.rows, rows) }));
        listeners.onLive(rows);
      },
      gap: () => void this.#catchUp(),
      failure: ({ message }) => change((events) => ({ ...events, liveTrouble: message })),
      interrupted: (isOver) => {
        this.#wasInterrupted = true;
        change((events) => ({ ...events, live: isOver ? 'over' : 'lost' }));
      },
    });
    void this.load(FIRST_ROWS);
  }

  /** Loads at least `wanted` older rows, unless there are no more. */
  async load(wanted: number): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#change(({ error: _, ...events }) => ({ ...events, isLoading: true }));
    try {
      let loaded = 0;
      do loaded += await this.#loadPage(wanted - loaded);
      while (loaded < wanted && this.#cursor !== undefined);
      this.#change((events) => ({ ...events, isLoading: false }));
    } catch (error) {
      if (!this.#aborter.signal.aborted)
        this.#change((events) => ({ ...events, isLoading: false, error: asApiError(error) }));
    }
    this.#isLoading = false;
  }

  end(): void {
    this.#aborter.abort();
    this.#endStream();
  }

  async #loadPage(limit: number): Promise<number> {
    const answer = await this.#read({ cursor: this.#cursor, limit });
    this.#cursor = answer.cursor;
    this.#listeners.onFound(answer.events);
    this.#change((events) => ({
      ...events,
      rows: mergeRows(events.rows, answer.events),
      searched: sum(events.searched, answer),
    }));
    return answer.events.length;
  }

  /** Reads the newest page again, after the stream has left something out. */
  async #catchUp(): Promise<void> {
    const answer = await this.#read({ limit: PAGE_ROWS }).catch(() => undefined);
    if (answer) this.#change((events) => ({ ...events, rows: mergeRows(events.rows, answer.events) }));
  }

  #read(page: { readonly cursor?: string | undefined; readonly limit: number }): Promise<EventsAnswer> {
    return get<EventsAnswer>(ROUTES.events, { q: this.#q, ...page }, this.#aborter.signal);
  }
}

/** Returns the extent and cost of a search and its next page together. */
function sum(before: Searched | undefined, { events: _, ...page }: EventsAnswer): Searched {
  return {
    ...page,
    rowsRead: (before?.rowsRead ?? 0) + page.rowsRead,
    readUnits: (before?.readUnits ?? 0) + page.readUnits,
  };
}

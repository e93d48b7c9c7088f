import { ROUTES } from '../../api.ts';
import type { EventRow, EventsAnswer, Searched, TimelineAnswer } from '../../contract/events.ts';
import { addressOf, get, type Parameters } from '../api-client.ts';
import { asApiError } from '../shell/use-fetched.ts';
import { CatchUp } from './catch-up.ts';
import { BUCKET_MS, EventCount, type TimelineCounts } from './event-count.ts';
import { mergeRows } from './event-rows.ts';
import { followWhileVisible } from './live-stream.ts';
import { type Events, sum } from './loaded-events.ts';

/** Rows that a screen needs at least. An answer of the server may have fewer, because it does not wait for a long search. */
const FIRST_ROWS = 100;
export const PAGE_ROWS = 100;

export interface Listeners {
  readonly onChange: (change: (events: Events) => Events) => void;
  readonly onCounts: (counts: Partial<TimelineCounts>) => void;
  /** Gets the rows that are loaded first. */
  readonly onFirst: (rows: readonly EventRow[]) => void;
  /** More was left out than can be read again, so that the search must start again. */
  readonly onLost: () => void;
}

/** One search: its stream, which opens before the first page is read, its pages, and the count of its events. */
export class EventSearch {
  readonly #q: string;
  readonly #listeners: Listeners;
  readonly #aborter = new AbortController();
  readonly #count: EventCount;
  readonly #catchUp: CatchUp;
  readonly #endStream: () => void;
  #searched: Searched | undefined;
  #firstRows: EventRow[] | undefined = [];
  #isLoading = false;

  constructor(q: string, listeners: Listeners) {
    this.#q = q;
    this.#listeners = listeners;
    this.#count = new EventCount(
      (cursor) => this.#get<TimelineAnswer>(ROUTES.timeline, { cursor, bucketMs: BUCKET_MS }),
      (counts) => this.#aborter.signal.aborted || listeners.onCounts(counts),
    );
    this.#catchUp = new CatchUp(
      (page) => this.#get<EventsAnswer>(ROUTES.events, page),
      this.#addFound,
      listeners.onLost,
    );
    this.#endStream = this.#follow();
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
      while (loaded < wanted && this.#searched?.cursor !== undefined);
      this.#change((events) => ({ ...events, isLoading: false }));
      this.#endFirst();
    } catch (error) {
      this.#change((events) => ({ ...events, isLoading: false, error: asApiError(error) }));
      if (this.#firstRows) this.#count.fail();
    }
    this.#isLoading = false;
  }

  end(): void {
    this.#aborter.abort();
    this.#endStream();
  }

  #follow(): () => void {
    return followWhileVisible(addressOf(ROUTES.live, { q: this.#q }), {
      open: ({ now }) => {
        this.#change((events) => ({ ...events, live: 'on' }));
        this.#catchUp.opened(now);
      },
      events: (rows) => {
        this.#change(({ liveTrouble: _, ...events }) => ({ ...events, rows: mergeRows(events.rows, rows) }));
        this.#count.addLive(rows);
        this.#catchUp.saw(rows);
      },
      gap: () => this.#catchUp.leftOut(),
      failure: ({ message }) => this.#change((events) => ({ ...events, liveTrouble: message })),
      interrupted: (isOver) => {
        this.#catchUp.interrupted();
        this.#change((events) => ({ ...events, live: isOver ? 'over' : 'lost' }));
      },
      paused: () => {
        this.#catchUp.paused();
        this.#change((events) => ({ ...events, live: 'off' }));
      },
    });
  }

  async #loadPage(limit: number): Promise<number> {
    const answer = await this.#get<EventsAnswer>(ROUTES.events, { cursor: this.#searched?.cursor, limit });
    this.#searched = answer;
    if (this.#firstRows) {
      this.#firstRows.push(...answer.events);
      this.#count.addFound(answer.events);
    }
    this.#change((events) => ({
      ...events,
      rows: mergeRows(events.rows, answer.events),
      searched: sum(events.searched, answer),
    }));
    return answer.events.length;
  }

  #endFirst(): void {
    if (!this.#firstRows || this.#aborter.signal.aborted) return;
    this.#listeners.onFirst(this.#firstRows);
    this.#firstRows = undefined;
    void this.#count.countOlder(this.#searched);
    this.#catchUp.begin();
  }

  readonly #addFound = (rows: readonly EventRow[]): void => {
    this.#count.addFound(rows);
    this.#change((events) => ({ ...events, rows: mergeRows(events.rows, rows) }));
  };

  #change(change: (events: Events) => Events): void {
    if (!this.#aborter.signal.aborted) this.#listeners.onChange(change);
  }

  async #get<Answer>(route: string, parameters: Parameters): Promise<Answer> {
    const answer = await get<Answer>(route, { q: this.#q, ...parameters }, this.#aborter.signal);
    this.#aborter.signal.throwIfAborted();
    return answer;
  }
}

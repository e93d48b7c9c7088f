import type { EventRow, EventsAnswer, Searched } from '../../contract/events.ts';
import type { ApiError } from '../api-client.ts';

/** Rows of a search, as far as they are loaded. */
export interface Events {
  readonly rows: readonly EventRow[];
  readonly searched?: Searched;
  readonly isLoading: boolean;
  readonly error?: ApiError;
  /** State of the live stream: `off` until it has opened and in a hidden tab, `lost` while the browser connects again. */
  readonly live: 'off' | 'on' | 'lost' | 'over';
  /** A failure of the live stream, which continues. */
  readonly liveTrouble?: string;
}

/** Returns the extent and cost of a search and its next page together. */
export function sum(before: Searched | undefined, { events: _, ...page }: EventsAnswer): Searched {
  return {
    ...page,
    rowsRead: (before?.rowsRead ?? 0) + page.rowsRead,
    readUnits: (before?.readUnits ?? 0) + page.readUnits,
  };
}

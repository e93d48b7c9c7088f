import type { EventRow } from '../../../console/contract/events.ts';
import type { LineQuery } from '../query-line.ts';

/** Receiver of the events of one live stream. */
export interface Listener {
  /** Events as they are recorded, oldest first. */
  readonly onRows: (rows: readonly EventRow[]) => void;
  /** At least this number of events was left out. */
  readonly onGap: (leftOut: number) => void;
  /** The source can't be read, and is retried. */
  readonly onFailure: (error: unknown) => void;
}

/** Follows a query from now on, until the returned function is called. Each event is reported once. */
export type Follow = (query: LineQuery, listener: Listener) => () => void;

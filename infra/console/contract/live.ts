import type { ErrorAnswer } from './errors.ts';
import type { EventRow } from './events.ts';

/**
 * Events of a live stream (`text/event-stream`), by their `event:` name, with their `data:` as JSON.
 *
 * Open the stream before the first list is read, and merge by `eventID`. After `gap` and after the browser has connected again,
 * read the newest page of the list again. A stream that is refused (status 401, 429) does not connect again by itself.
 */
export interface LiveEvents {
  /** The stream follows from now on. */
  readonly open: { readonly now: string };
  /** Events of the query as they are recorded, oldest first, several at once under load. */
  readonly events: readonly EventRow[];
  /** At least this number of events was left out, because they came faster than the page or the source could take them. */
  readonly gap: { readonly leftOut: number };
  /** The source can't be read at the moment. The stream continues. */
  readonly failure: ErrorAnswer['error'];
}

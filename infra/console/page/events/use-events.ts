import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { EventRow } from '../../contract/events.ts';
import { Store } from '../shell/store.ts';
import { BUCKET_MS, type TimelineCounts } from './event-count.ts';
import { EventSearch, PAGE_ROWS } from './event-search.ts';
import type { Events } from './loaded-events.ts';

const NONE: Events = { rows: [], isLoading: true, live: 'off' };
const NO_COUNTS: TimelineCounts = { buckets: [], bucketMs: BUCKET_MS, isLoading: true, hasFailed: false };

/** Events of a query, newest first, which grow. */
interface Followed extends Events {
  /** Earlier counts stay until there are new ones. */
  readonly counts: Store<TimelineCounts>;
  readonly loadOlder: () => void;
  readonly reload: () => void;
}

/** Loads and counts the events of a query, and follows new ones. */
export function useEvents(q: string, onFirst: (rows: readonly EventRow[]) => void): Followed {
  const [events, setEvents] = useState(NONE);
  const [counts] = useState(() => new Store(NO_COUNTS));
  const [round, setRound] = useState(0);
  const search = useRef<EventSearch>(undefined);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  // `round` starts the same search again.
  useEffect(() => {
    setEvents(NONE);
    const onCounts = (change: Partial<TimelineCounts>) => counts.change(change);
    const started = new EventSearch(q, { onChange: setEvents, onCounts, onFirst, onLost: reload });
    search.current = started;
    return () => started.end();
  }, [q, round, counts, onFirst, reload]);

  const loadOlder = useCallback(() => void search.current?.load(PAGE_ROWS), []);
  return { ...events, counts, loadOlder, reload };
}

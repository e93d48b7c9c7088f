import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { EventSearch, type Events, type Listeners, PAGE_ROWS } from './event-search.ts';

const NONE: Events = { rows: [], isLoading: true, live: 'off' };

/** Loads the events of a query, newest first, and follows new ones. */
export function useEvents(
  q: string,
  listeners: Listeners,
): Events & { readonly loadOlder: () => void; readonly reload: () => void } {
  const [events, setEvents] = useState(NONE);
  const [round, setRound] = useState(0);
  const search = useRef<EventSearch>(undefined);
  const latest = useRef(listeners);
  latest.current = listeners;

  // `round` starts the same search again.
  useEffect(() => {
    setEvents(NONE);
    const started = new EventSearch(q, (change) => setEvents(change), {
      onLive: (rows) => latest.current.onLive(rows),
      onFound: (rows) => latest.current.onFound(rows),
    });
    search.current = started;
    return () => started.end();
  }, [q, round]);

  const loadOlder = useCallback(() => void search.current?.load(PAGE_ROWS), []);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { ...events, loadOlder, reload };
}

import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { parse } from '../../../query/parse.ts';
import type { EventRow } from '../../contract/events.ts';
import { Failure } from '../shell/notices.tsx';
import { goTo } from '../shell/use-route.ts';
import { EventDetail } from './event-detail.tsx';
import { EventList } from './event-list.tsx';
import { knownValuesOf } from './known-values.ts';
import { NoEvents } from './no-events.tsx';
import { QueryBar } from './query-bar.tsx';
import { SearchStatus } from './search-status.tsx';
import { Timeline } from './timeline.tsx';
import { useEvents } from './use-events.ts';

interface EventsProps {
  readonly q: string;
  readonly event?: string;
}

/** Events of a query: a timeline, the list, and one event in full. */
export function EventsView({ q, event }: EventsProps) {
  const [known, setKnown] = useState<readonly EventRow[]>([]);
  const { mistakes } = useMemo(() => parse(q), [q]);
  const search = useCallback((line: string) => goTo({ view: 'events', q: line }), []);
  return (
    <div class={event ? 'events with-detail' : 'events'}>
      <QueryBar q={q} mistakes={mistakes} known={useMemo(() => knownValuesOf(known), [known])} onSearch={search} />
      {mistakes.length === 0 && <Found q={q} {...(event && { event })} onSearch={search} onFound={setKnown} />}
    </div>
  );
}

interface FoundProps extends EventsProps {
  readonly onSearch: (q: string) => void;
  /** Called with the rows that are loaded first. */
  readonly onFound: (rows: readonly EventRow[]) => void;
}

function Found({ q, event, onSearch, onFound }: FoundProps) {
  const events = useEvents(q, onFound);
  // Rows that are loaded do not change it.
  const timeline = useMemo(
    () => <Timeline q={q} counts={events.counts} onSearch={onSearch} />,
    [q, events.counts, onSearch],
  );
  const detail = useRef<HTMLElement>(null);
  const isOpen = event !== undefined;
  // Only the first opening is a step, so that the back button closes the event again.
  const choose = useCallback(
    (id: string) => goTo({ view: 'events', q, event: id }, isOpen ? 'replace' : 'push'),
    [q, isOpen],
  );
  const close = useCallback(() => goTo({ view: 'events', q }, 'replace'), [q]);
  const hasRows = events.rows.length > 0;
  return (
    <>
      {timeline}
      <SearchStatus events={events} />
      {events.error && <Failure error={events.error} retry={hasRows ? events.loadOlder : events.reload} />}
      <div class="panes">
        {hasRows && (
          <EventList
            rows={events.rows}
            chosen={event}
            onChoose={choose}
            onEnter={() => detail.current?.focus()}
            hasOlder={events.searched?.cursor !== undefined}
            loadOlder={events.loadOlder}
          />
        )}
        {!hasRows && !events.isLoading && !events.error && <NoEvents q={q} days={events.searched?.defaultDays} />}
        {event && <EventDetail id={event} pane={detail} onClose={close} />}
      </div>
    </>
  );
}

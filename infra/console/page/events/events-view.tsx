import { useCallback, useState } from 'preact/hooks';
import type { EventRow } from '../../contract/events.ts';
import { formatRoute } from '../route.ts';
import { Empty, Failure } from '../shell/notices.tsx';
import { goTo } from '../shell/use-route.ts';
import { EventDetail } from './event-detail.tsx';
import { EventList } from './event-list.tsx';
import { QueryBar } from './query-bar.tsx';
import { SearchStatus } from './search-status.tsx';
import { Timeline } from './timeline.tsx';
import { useEvents } from './use-events.ts';

/** Events of a query: a timeline, the list, and one event in full. */
export function EventsView({ q, event }: { readonly q: string; readonly event?: string }) {
  const [liveRows, setLiveRows] = useState<readonly EventRow[]>([]);
  const events = useEvents(q, setLiveRows);
  const choose = useCallback((id: string) => goTo({ view: 'events', q, event: id }, 'replace'), [q]);
  const close = useCallback(() => goTo({ view: 'events', q }, 'replace'), [q]);
  const search = useCallback((line: string) => goTo({ view: 'events', q: line }), []);
  return (
    <div class={event ? 'events with-detail' : 'events'}>
      <QueryBar q={q} onSearch={search} />
      <Timeline key={q} q={q} liveRows={liveRows} onSearch={search} />
      <SearchStatus events={events} />
      {events.error && (
        <Failure error={events.error} retry={events.rows.length > 0 ? events.loadOlder : events.reload} />
      )}
      <div class="panes">
        {events.rows.length > 0 ? (
          <EventList
            rows={events.rows}
            chosen={event}
            onChoose={choose}
            hasOlder={events.searched?.cursor !== undefined}
            loadOlder={events.loadOlder}
          />
        ) : (
          !events.isLoading && !events.error && <NoEvents q={q} />
        )}
        {event && <EventDetail id={event} onClose={close} />}
      </div>
    </div>
  );
}

function NoEvents({ q }: { readonly q: string }) {
  if (q)
    return (
      <Empty title="No events match">
        <p>
          Change the query, or <a href={formatRoute({ view: 'events', q: '' })}>show all of today</a>. Without a time, a
          group or a user, only recent events are searched: add <code>since:7d</code>.
        </p>
      </Empty>
    );
  return (
    <Empty title="No events yet">
      <p>
        Nothing has been recorded today. Events appear here when OpenIM calls. If it should have called, run{' '}
        <code>npm run doctor</code>.
      </p>
    </Empty>
  );
}

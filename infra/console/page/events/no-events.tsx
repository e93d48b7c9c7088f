import { formatRoute } from '../route.ts';
import { Empty } from '../shell/notices.tsx';

interface NoEventsProps {
  readonly q: string;
  /** Days that were searched, because the query limits nothing itself. */
  readonly days: number | undefined;
}

/** Says that a search found nothing, and what to do. */
export function NoEvents({ q, days }: NoEventsProps) {
  const longer = days !== undefined && (
    <p>
      Without a time, a group or a user, the last {days} days are searched.{' '}
      <a href={formatRoute({ view: 'events', q: `${q} since:60d`.trim() })}>Search 60 days</a>.
    </p>
  );
  if (q)
    return (
      <Empty title="No events match">
        <p>
          Change the query, or <a href={formatRoute({ view: 'events', q: '' })}>show all events</a>.
        </p>
        {longer}
      </Empty>
    );
  return (
    <Empty title="No events yet">
      <p>
        Nothing has been recorded lately. Events appear here when OpenIM calls. If it should have called, run{' '}
        <code>npm run doctor</code>.
      </p>
      {longer}
    </Empty>
  );
}

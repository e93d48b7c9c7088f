import { formatRoute } from '../route.ts';
import { Empty } from '../shell/notices.tsx';

/** Says that a search found nothing, and what to do. */
export function NoEvents({ q }: { readonly q: string }) {
  if (q)
    return (
      <Empty title="No events match">
        <p>
          Change the query, or <a href={formatRoute({ view: 'events', q: '' })}>show all events</a>. Without a time, a
          group or a user, only recent events are searched: add <code>since:60d</code>.
        </p>
      </Empty>
    );
  return (
    <Empty title="No events yet">
      <p>
        Nothing has been recorded lately. Events appear here when OpenIM calls. If it should have called, run{' '}
        <code>npm run doctor</code>.
      </p>
    </Empty>
  );
}

import { ROUTES } from '../../api.ts';
import type { UserStory } from '../../contract/stories.ts';
import { EventDetail } from '../events/event-detail.tsx';
import { formatRoute } from '../route.ts';
import { Empty, Failure } from '../shell/notices.tsx';
import { OutcomeBadge } from '../shell/outcome-badge.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { localTime } from '../shell/shown-time.ts';
import { goTo } from '../shell/use-route.ts';
import { KnownSince } from './known-since.tsx';
import { useStory } from './use-story.ts';

/** A user's story: the groups, and what was recorded about the user. */
export function UserView({ id, event }: { readonly id: string; readonly event?: string }) {
  const { value: story, error, isLoading, reload } = useStory<UserStory>(ROUTES.userStory, id);
  return (
    <div class={event ? 'story with-detail' : 'story'}>
      <div class="panes">
        <article>
          <h2>
            User <ShownText text={id} />
          </h2>
          {error && <Failure error={error} retry={reload} />}
          {isLoading && !story && <p role="status">Reading …</p>}
          {story && <Story story={story} />}
        </article>
        {event && <EventDetail id={event} onClose={() => goTo({ view: 'user', id }, 'replace')} />}
      </div>
    </div>
  );
}

function Story({ story }: { readonly story: UserStory }) {
  const { userID, groups, outcomes, callbacks } = story;
  if (story.knownSince === undefined)
    return (
      <Empty title="Nothing is recorded about this user">
        <p>Check the ID. What happened before the receiver was connected is not known.</p>
      </Empty>
    );
  return (
    <>
      <p class="facts">
        {Object.entries(outcomes).map(([outcome, count]) => (
          <span key={outcome}>
            <OutcomeBadge outcome={outcome} /> {count}
          </span>
        ))}
        <a href={formatRoute({ view: 'events', q: `user:${/[\s"]/.test(userID) ? JSON.stringify(userID) : userID}` })}>
          All events
        </a>
      </p>
      <KnownSince story={story} />
      <h3>Groups</h3>
      {groups.length === 0 ? (
        <p>No group is recorded with this user.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Member</th>
              <th scope="col">Events</th>
              <th scope="col">Last event</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ groupID, stays, events, lastEventAt }) => (
              <tr key={groupID}>
                <th scope="row">
                  <a href={formatRoute({ view: 'group', id: groupID })}>
                    <ShownText text={groupID} />
                  </a>
                </th>
                <td>{stays.length === 0 ? 'not known' : stays.map(stayText).join('; ')}</td>
                <td>{events}</td>
                <td>{localTime(lastEventAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>Callbacks</h3>
      <dl>
        {Object.entries(callbacks).map(([callback, count]) => (
          <div key={callback}>
            <dt>{callback}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function stayText({ from, until, end, isExpected }: UserStory['groups'][number]['stays'][number]): string {
  const start = from === undefined ? 'before the records' : localTime(from).slice(0, 19);
  const stop = until === undefined ? 'now' : localTime(until).slice(0, 19);
  return `${start} to ${stop}${end === 'kicked' ? ', removed' : ''}${isExpected ? ' (allowed to join)' : ''}`;
}

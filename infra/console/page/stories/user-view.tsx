import { ROUTES } from '../../api.ts';
import type { UserGroup, UserStory } from '../../contract/stories.ts';
import { termFor } from '../events/query-terms.ts';
import { formatRoute } from '../route.ts';
import { Empty, Failure } from '../shell/notices.tsx';
import { OutcomeBadge } from '../shell/outcome-badge.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { localSecond } from '../shell/shown-time.ts';
import { KnownSince } from './known-since.tsx';
import { stayText } from './stay-text.ts';
import { StoryView } from './story-view.tsx';
import { useStory } from './use-story.ts';

/** A user's story: the groups, and what was recorded about the user. */
export function UserView({ id, event }: { readonly id: string; readonly event?: string }) {
  const { value: story, error, isLoading, reload } = useStory<UserStory>(ROUTES.userStory, id);
  return (
    <StoryView route={{ view: 'user', id, ...(event && { event }) }}>
      <h2>
        User <ShownText text={id} />
      </h2>
      {error && <Failure error={error} retry={reload} />}
      {isLoading && !story && <p role="status">Reading …</p>}
      {story && <Story story={story} />}
    </StoryView>
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
  const user = termFor('user', userID);
  const byCount = Object.entries(callbacks).sort(([, one], [, other]) => other - one);
  return (
    <>
      <p class="facts">
        {Object.entries(outcomes).map(([outcome, count]) => (
          <a key={outcome} href={formatRoute({ view: 'events', q: `${user} ${termFor('outcome', outcome)}` })}>
            <OutcomeBadge outcome={outcome} /> {count}
          </a>
        ))}
        <a href={formatRoute({ view: 'events', q: user })}>All events</a>
      </p>
      <KnownSince story={story} />
      <h3>Groups</h3>
      {groups.length === 0 ? <p>No group is recorded with this user.</p> : <Groups user={user} groups={groups} />}
      <h3>Callbacks</h3>
      <dl class="counts">
        {byCount.map(([callback, count]) => (
          <div key={callback}>
            <dt>
              <a href={formatRoute({ view: 'events', q: `${user} ${termFor('command', callback)}` })}>{callback}</a>
            </dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Groups({ user, groups }: { readonly user: string; readonly groups: readonly UserGroup[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Group</th>
          <th scope="col">Member from, until</th>
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
            <td>
              {stays.length === 0 && 'not known'}
              {stays.map((stay) => (
                <div key={`${stay.from}/${stay.until}`}>{stayText(stay, stays)}</div>
              ))}
            </td>
            <td>
              <a href={formatRoute({ view: 'events', q: `${user} ${termFor('group', groupID)}` })}>{events}</a>
            </td>
            <td>{localSecond(lastEventAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { ROUTES } from '../../api.ts';
import type { GroupStory, MemberChange } from '../../contract/stories.ts';
import { EventDetail } from '../events/event-detail.tsx';
import { formatRoute } from '../route.ts';
import { Empty, Failure } from '../shell/notices.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { localTime } from '../shell/shown-time.ts';
import { goTo } from '../shell/use-route.ts';
import { KnownSince } from './known-since.tsx';
import { StaysChart } from './stays-chart.tsx';
import { useStory } from './use-story.ts';

/** A group's story: who was in it and when, and what changed its members. */
export function GroupView({ id, event }: { readonly id: string; readonly event?: string }) {
  const { value: story, error, isLoading, reload } = useStory<GroupStory>(ROUTES.groupStory, id);
  return (
    <div class={event ? 'story with-detail' : 'story'}>
      <div class="panes">
        <article>
          <h2>
            Group {story?.name !== undefined && <ShownText text={story.name} />}{' '}
            <small>
              <ShownText text={id} />
            </small>
          </h2>
          {error && <Failure error={error} retry={reload} />}
          {isLoading && !story && <p role="status">Reading …</p>}
          {story && <Story story={story} />}
        </article>
        {event && <EventDetail id={event} onClose={() => goTo({ view: 'group', id }, 'replace')} />}
      </div>
    </div>
  );
}

function Story({ story }: { readonly story: GroupStory }) {
  const { groupID, ownerID, createdAt, dismissedAt, stays, furtherStays, changes } = story;
  if (story.knownSince === undefined)
    return (
      <Empty title="Nothing is recorded about this group">
        <p>Check the ID. What happened before the receiver was connected is not known.</p>
      </Empty>
    );
  const now = stays.filter(({ until }) => until === undefined);
  return (
    <>
      <p class="facts">
        <span>{createdAt === undefined ? 'Its creation is not recorded' : `Created ${localTime(createdAt)}`}</span>
        {dismissedAt !== undefined && <span>Dismissed {localTime(dismissedAt)}</span>}
        {ownerID !== undefined && (
          <a href={formatRoute({ view: 'user', id: ownerID })}>
            owner <ShownText text={ownerID} />
          </a>
        )}
        <span>
          {now.length} {now.length === 1 ? 'member' : 'members'} known now
        </span>
        <a href={formatRoute({ view: 'events', q: `group:${quotedValue(groupID)}` })}>All its events</a>
      </p>
      <KnownSince story={story} />
      <h3>Members over time</h3>
      <StaysChart stays={stays} />
      {furtherStays > 0 && <p>{furtherStays} further times of membership are not shown.</p>}
      <h3>What changed its members</h3>
      <ol class="changes">
        {changes.map((change) => (
          <Change key={`${change.eventID}/${change.kind}`} groupID={groupID} change={change} />
        ))}
      </ol>
    </>
  );
}

const KINDS: Readonly<Record<MemberChange['kind'], string>> = {
  created: 'created with',
  joined: 'joined:',
  expected: 'allowed to join:',
  left: 'left:',
  kicked: 'removed:',
  owner: 'new owner:',
  dismissed: 'dismissed with',
};

function Change({ groupID, change }: { readonly groupID: string; readonly change: MemberChange }) {
  const { at, eventID, kind, userIDs, furtherUsers } = change;
  return (
    <li>
      <a href={formatRoute({ view: 'group', id: groupID, event: eventID })}>
        <time dateTime={at}>{localTime(at)}</time>
      </a>{' '}
      {KINDS[kind]}{' '}
      {userIDs.map((userID, index) => (
        <>
          {index > 0 && ', '}
          <a key={userID} href={formatRoute({ view: 'user', id: userID })}>
            <ShownText text={userID} />
          </a>
        </>
      ))}
      {furtherUsers > 0 && ` and ${furtherUsers} more`}
    </li>
  );
}

/** Quotes an ID in a query where a bare one would end early. */
function quotedValue(id: string): string {
  return /[\s"]/.test(id) ? JSON.stringify(id) : id;
}

import { ROUTES } from '../../api.ts';
import type { GroupStory } from '../../contract/stories.ts';
import { termFor } from '../events/query-terms.ts';
import { formatRoute } from '../route.ts';
import { Empty, Failure } from '../shell/notices.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { localSecond } from '../shell/shown-time.ts';
import { KnownSince } from './known-since.tsx';
import { MemberChanges } from './member-changes.tsx';
import { MembersChart } from './members-chart.tsx';
import { StoryView } from './story-view.tsx';
import { useStory } from './use-story.ts';

/** A group's story: who was in it and when, and what changed its members. */
export function GroupView({ id, event }: { readonly id: string; readonly event?: string }) {
  const { value: story, error, isLoading, reload } = useStory<GroupStory>(ROUTES.groupStory, id);
  return (
    <StoryView route={{ view: 'group', id, ...(event && { event }) }}>
      <h2>
        Group {story?.name !== undefined && <ShownText text={story.name} />}{' '}
        <small>
          <ShownText text={id} />
        </small>
      </h2>
      {error && <Failure error={error} retry={reload} />}
      {isLoading && !story && <p role="status">Reading …</p>}
      {story && <Story story={story} />}
    </StoryView>
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
  const members = new Set(stays.flatMap(({ userID, until }) => (until === undefined ? [userID] : []))).size;
  return (
    <>
      <p class="facts">
        <span>{createdAt === undefined ? 'Its creation is not recorded' : `Created ${localSecond(createdAt)}`}</span>
        {dismissedAt !== undefined && <span>Dismissed {localSecond(dismissedAt)}</span>}
        {ownerID !== undefined && (
          <a href={formatRoute({ view: 'user', id: ownerID })}>
            owner <ShownText text={ownerID} />
          </a>
        )}
        <span>
          {members} {members === 1 ? 'member' : 'members'} known now
        </span>
        <a href={formatRoute({ view: 'events', q: termFor('group', groupID) })}>All its events</a>
      </p>
      <KnownSince story={story} />
      <h3>Members over time</h3>
      <MembersChart stays={stays} />
      {furtherStays > 0 && <p>{furtherStays} further times of membership are not shown.</p>}
      <h3>What changed its members</h3>
      <MemberChanges groupID={groupID} changes={changes} />
    </>
  );
}

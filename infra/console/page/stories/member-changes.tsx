import { useState } from 'preact/hooks';
import type { MemberChange } from '../../contract/stories.ts';
import { formatRoute } from '../route.ts';
import { ShownText } from '../shell/shown-text.tsx';
import { localSecond } from '../shell/shown-time.ts';

/** Changes that are shown at first. */
const FIRST_CHANGES = 200;

const KINDS: Readonly<Record<MemberChange['kind'], string>> = {
  created: 'created',
  joined: 'joined',
  expected: 'allowed to join',
  left: 'left',
  kicked: 'removed',
  owner: 'new owner',
  dismissed: 'dismissed',
};

interface MemberChangesProps {
  readonly groupID: string;
  /** Oldest first. */
  readonly changes: readonly MemberChange[];
}

/** Changes of the members of a group, newest first. */
export function MemberChanges({ groupID, changes }: MemberChangesProps) {
  const [isWhole, setWhole] = useState(false);
  const newestFirst = changes.toReversed();
  return (
    <>
      <table class="changes">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">What</th>
            <th scope="col">Who</th>
          </tr>
        </thead>
        <tbody>
          {(isWhole ? newestFirst : newestFirst.slice(0, FIRST_CHANGES)).map((change) => (
            <Change key={`${change.eventID}/${change.kind}`} groupID={groupID} change={change} />
          ))}
        </tbody>
      </table>
      {!isWhole && changes.length > FIRST_CHANGES && (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {changes.length} changes
        </button>
      )}
    </>
  );
}

function Change({ groupID, change }: { readonly groupID: string; readonly change: MemberChange }) {
  const { at, eventID, kind, userIDs, furtherUsers } = change;
  return (
    <tr>
      <td>
        <a href={formatRoute({ view: 'group', id: groupID, event: eventID })}>
          <time dateTime={at}>{localSecond(at)}</time>
        </a>
      </td>
      <td class={`kind ${kind}`}>{KINDS[kind]}</td>
      <td>
        {userIDs.map((userID, index) => (
          <span key={userID}>
            {index > 0 && ', '}
            <a href={formatRoute({ view: 'user', id: userID })}>
              <ShownText text={userID} />
            </a>
          </span>
        ))}
        {furtherUsers > 0 && ` and ${furtherUsers} more`}
      </td>
    </tr>
  );
}

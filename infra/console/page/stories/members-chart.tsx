import { useState } from 'preact/hooks';
import type { Stay } from '../../contract/stories.ts';
import { formatRoute } from '../route.ts';
import { ShownText } from '../shell/shown-text.tsx';
import { localSecond } from '../shell/shown-time.ts';
import { notBefore, stayText } from './stay-text.ts';

/** Members that are shown at first. */
const FIRST_MEMBERS = 100;

/** Times of membership, a line for each member. What is not known fades out. */
export function MembersChart({ stays }: { readonly stays: readonly Stay[] }) {
  const [isWhole, setWhole] = useState(false);
  const times = stays.flatMap(({ from, until }) => [from, until]).flatMap((time) => (time ? [Date.parse(time)] : []));
  if (times.length === 0) return <p>No join or leave is recorded.</p>;
  const first = Math.min(...times);
  const end = Math.max(Date.now(), first + 1);
  const percentOf = (time: string) => ((Date.parse(time) - first) / (end - first)) * 100;
  const members = [...Map.groupBy(stays, ({ userID }) => userID)].map(
    ([userID, ofUser]) => [userID, ofUser.toSorted(byEnd)] as const,
  );
  return (
    <>
      <table class="members">
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col" class="bars">
              <span>{localSecond(new Date(first).toISOString()).slice(0, 16)}</span>
              <span>now</span>
            </th>
            <th scope="col">Member from, until</th>
          </tr>
        </thead>
        <tbody>
          {(isWhole ? members : members.slice(0, FIRST_MEMBERS)).map(([userID, ofUser]) => (
            <tr key={userID}>
              <th scope="row">
                <a href={formatRoute({ view: 'user', id: userID })}>
                  <ShownText text={userID} />
                </a>
              </th>
              <td class="bars" aria-hidden="true">
                {ofUser.map((stay) => (
                  <Bar
                    key={`${stay.from}/${stay.until}`}
                    stay={stay}
                    start={stay.from ?? notBefore(stay, ofUser)}
                    percentOf={percentOf}
                  />
                ))}
              </td>
              <td>
                {ofUser.map((stay) => (
                  <div key={`${stay.from}/${stay.until}`}>{stayText(stay, ofUser)}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!isWhole && members.length > FIRST_MEMBERS && (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {members.length} members
        </button>
      )}
    </>
  );
}

/** A membership without an end is the last. */
function byEnd({ until: one = '9' }: Stay, { until: other = '9' }: Stay): number {
  return one < other ? -1 : 1;
}

interface BarProps {
  readonly stay: Stay;
  /** Beginning of the bar, unless it is the edge. */
  readonly start: string | undefined;
  readonly percentOf: (time: string) => number;
}

function Bar({ stay: { from, until, end, isExpected }, start, percentOf }: BarProps) {
  const left = start === undefined ? 0 : percentOf(start);
  const right = until === undefined ? 100 : percentOf(until);
  const kind = `stay ${end ?? 'now'}${from === undefined ? ' unknown' : ''}${isExpected ? ' expected' : ''}`;
  return <span class={kind} style={{ left: `${left}%`, width: `${Math.max(0.4, right - left)}%` }} />;
}

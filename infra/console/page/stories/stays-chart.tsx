import { useState } from 'preact/hooks';
import type { Stay } from '../../contract/stories.ts';
import { formatRoute } from '../route.ts';
import { ShownText } from '../shell/shown-text.tsx';
import { localTime } from '../shell/shown-time.ts';

/** Rows that are shown at first. */
const FIRST_ROWS = 100;

const ENDS = { left: 'left', kicked: 'was removed', dismissed: 'until the group was dismissed' } as const;

/** Times of membership, a bar for each. What is not known reaches to the edge. */
export function StaysChart({ stays }: { readonly stays: readonly Stay[] }) {
  const [isWhole, setWhole] = useState(false);
  const times = stays.flatMap(({ from, until }) => [from, until]).flatMap((time) => (time ? [Date.parse(time)] : []));
  if (stays.length === 0 || times.length === 0) return <p>No joining and no leaving is recorded.</p>;
  const first = Math.min(...times);
  const end = Math.max(Date.now(), first + 1);
  const percentOf = (time: string | undefined, other: number) =>
    time === undefined ? other : ((Date.parse(time) - first) / (end - first)) * 100;
  return (
    <>
      <table class="stays">
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">From</th>
            <th scope="col">Until</th>
            <th scope="col" class="bar-cell">
              <span class="faint">{localTime(new Date(first).toISOString()).slice(0, 16)} to now</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {(isWhole ? stays : stays.slice(0, FIRST_ROWS)).map((stay) => {
            const { userID, from, until, end: how, isExpected } = stay;
            const left = percentOf(from, 0);
            return (
              <tr key={`${userID}/${from}/${until}`}>
                <th scope="row">
                  <a href={formatRoute({ view: 'user', id: userID })}>
                    <ShownText text={userID} />
                  </a>
                </th>
                <td>
                  {from === undefined ? 'before the records' : localTime(from).slice(0, 19)}
                  {isExpected && <em> (allowed to join)</em>}
                </td>
                <td>
                  {until === undefined ? 'now' : `${localTime(until).slice(0, 19)}${how ? ` (${ENDS[how]})` : ''}`}
                </td>
                <td class="bar-cell" aria-hidden="true">
                  <span
                    class={`stay ${how ?? 'now'}`}
                    style={{ left: `${left}%`, width: `${Math.max(0.5, percentOf(until, 100) - left)}%` }}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {!isWhole && stays.length > FIRST_ROWS && (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {stays.length}
        </button>
      )}
    </>
  );
}

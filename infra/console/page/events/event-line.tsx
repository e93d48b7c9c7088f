import { useMemo } from 'preact/hooks';
import type { EventRow } from '../../contract/events.ts';
import { OutcomeBadge } from '../shell/outcome-badge.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { RowTime } from '../shell/time.tsx';

/** Names of the columns of a line. The list names its parts to screen readers by their contents. */
export function EventColumns() {
  return (
    <div class="row columns" aria-hidden="true">
      <span>Time</span>
      <span>Callback</span>
      <span class="id">Group</span>
      <span class="id">User</span>
      <span>Outcome</span>
      <span class="what">What</span>
    </div>
  );
}

interface EventLineProps {
  readonly row: EventRow;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  /** Rows of the list. -1: not known. */
  readonly count: number;
  readonly isChosen: boolean;
  readonly onChoose: (eventID: string) => void;
}

/** One event of the list. While the list is scrolled, a row in view is not compared again. */
export function EventLine({ row, index, top, count, isChosen, onChoose }: EventLineProps) {
  return useMemo(
    () => (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and handles its keys.
      <div
        id={`row-${index}`}
        class="row"
        role="option"
        tabIndex={-1}
        aria-selected={isChosen}
        aria-setsize={count}
        aria-posinset={index + 1}
        style={{ transform: `translateY(${top}px)` }}
        onClick={() => onChoose(row.eventID)}
      >
        <Cells row={row} />
      </div>
    ),
    [row, index, top, count, isChosen, onChoose],
  );
}

function Cells({ row }: { readonly row: EventRow }) {
  return (
    <>
      <RowTime at={row.receivedAt} />
      <span class="callback">{row.callback}</span>
      <span class="id">{row.groupID !== undefined && <ShownText text={row.groupID} />}</span>
      <span class="id" title={row.role ?? ''}>
        {row.userID !== undefined && <ShownText text={row.userID} />}
      </span>
      <OutcomeBadge outcome={row.outcome} />
      <span class="what">
        {row.repeatOf !== undefined && <em>(repeat) </em>}
        {row.recordedAt !== undefined && <em>(late) </em>}
        {row.isCleanUp && <em>(clean-up) </em>}
        <ShownText text={row.summary || '-'} />
      </span>
    </>
  );
}

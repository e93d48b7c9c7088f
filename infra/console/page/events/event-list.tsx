import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { EventRow } from '../../contract/events.ts';
import { OutcomeBadge } from '../shell/outcome-badge.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { localTime } from '../shell/shown-time.ts';
import { rowKey } from './event-rows.ts';
import { stepOf, windowOf } from './list-window.ts';
import { useRowHeight } from './use-row-height.ts';

interface EventListProps {
  readonly rows: readonly EventRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (eventID: string) => void;
  readonly hasOlder: boolean;
  readonly loadOlder: () => void;
}

/** Rows that are not visible, beyond which the next page is loaded. */
const ROWS_AHEAD = 50;

/** The list of events. Only the rows in view are in the document, so that 200,000 rows scroll like 20. */
export function EventList({ rows, chosen, onChoose, hasOlder, loadOlder }: EventListProps) {
  const list = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const [{ top, height }, setView] = useState({ top: 0, height: 600 });
  const { first, end } = windowOf({ top, height, rowHeight, count: rows.length });
  const chosenAt = rows.findIndex((row) => row.eventID === chosen);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useKeptPlace(list, rows, rowHeight);

  useEffect(() => {
    if (hasOlder && end + ROWS_AHEAD >= rows.length) loadOlder();
  }, [hasOlder, end, rows.length, loadOlder]);

  const chooseAt = (index: number) => {
    const row = rows[index];
    if (!row) return;
    scrollIntoView(list.current, index * rowHeight, rowHeight);
    onChoose(row.eventID);
  };
  return (
    <div
      ref={list}
      class="list"
      role="listbox"
      aria-label="Events, newest first"
      tabIndex={0}
      {...(chosenAt >= first && chosenAt < end && { 'aria-activedescendant': `row-${chosenAt}` })}
      onScroll={({ currentTarget }) => setView({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })}
      onKeyDown={(event) => {
        const step = stepOf(event.key, Math.floor(height / rowHeight));
        if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        chooseAt(Math.min(rows.length - 1, Math.max(0, chosenAt + step)));
      }}
    >
      <div class="rows" role="presentation" style={{ height: `${rows.length * rowHeight}px` }}>
        {rows.slice(first, end).map((row, offset) => (
          <Row
            key={rowKey(row)}
            row={row}
            index={first + offset}
            top={(first + offset) * rowHeight}
            count={hasOlder ? -1 : rows.length}
            isChosen={first + offset === chosenAt}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: EventRow;
  readonly index: number;
  readonly top: number;
  /** -1: not known. */
  readonly count: number;
  readonly isChosen: boolean;
  readonly onChoose: (eventID: string) => void;
}

function Row({ row, index, top, count, isChosen, onChoose }: RowProps) {
  return (
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
      <time class="when" dateTime={row.receivedAt}>
        {localTime(row.receivedAt)}
      </time>
      <span class="callback">{row.callback}</span>
      <span class="id">{row.groupID !== undefined && <ShownText text={row.groupID} />}</span>
      <span class="id" title={row.role ?? ''}>
        {row.userID !== undefined && <ShownText text={row.userID} />}
      </span>
      <OutcomeBadge outcome={row.outcome} />
      <span class="what">
        {row.repeatOf !== undefined && <em>(repeat) </em>}
        {row.isCleanUp && <em>(clean-up) </em>}
        <ShownText text={row.summary || '-'} />
      </span>
    </div>
  );
}

/** Keeps the rows in view where they are while new ones arrive above them, unless the newest are in view. */
function useKeptPlace(list: { readonly current: HTMLDivElement | null }, rows: readonly EventRow[], rowHeight: number) {
  const newest = useRef<string>(undefined);
  useLayoutEffect(() => {
    const element = list.current;
    const added = rows.findIndex((row) => rowKey(row) === newest.current);
    if (element && added > 0 && element.scrollTop > 0) element.scrollTop += added * rowHeight;
    newest.current = rows[0] && rowKey(rows[0]);
  }, [list, rows, rowHeight]);
}

function scrollIntoView(list: HTMLDivElement | null, top: number, rowHeight: number) {
  if (!list) return;
  if (top < list.scrollTop) list.scrollTop = top;
  const bottom = top + rowHeight - list.clientHeight;
  if (bottom > list.scrollTop) list.scrollTop = bottom;
}

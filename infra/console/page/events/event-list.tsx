import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { EventRow } from '../../contract/events.ts';
import { EventColumns, EventLine } from './event-line.tsx';
import { rowKey } from './event-rows.ts';
import { stepOf, windowOf } from './list-window.ts';
import { scrollToRow, useKeptPlace, useListView } from './use-list-view.ts';
import { useRowHeight } from './use-row-height.ts';

interface EventListProps {
  readonly rows: readonly EventRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (eventID: string) => void;
  /** The chosen event is to be read. */
  readonly onEnter: () => void;
  readonly hasOlder: boolean;
  readonly loadOlder: () => void;
}

/** Rows that are not visible, beyond which the next page is loaded. */
const ROWS_AHEAD = 50;

/** The list of events. Only the rows in view are in the document, so that 200,000 rows scroll like 20. */
export function EventList({ rows, chosen, onChoose, onEnter, hasOlder, loadOlder }: EventListProps) {
  const list = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const { top, height, measure } = useListView(list);
  const { first, end } = windowOf({ top, height, rowHeight, count: rows.length });
  const chosenAt = useMemo(
    () => (chosen === undefined ? -1 : rows.findIndex(({ eventID }) => eventID === chosen)),
    [rows, chosen],
  );
  useKeptPlace(list, rows, rowHeight);
  // The event of a link may be below.
  useLayoutEffect(() => {
    if (chosenAt >= 0) scrollToRow(list.current, chosenAt * rowHeight, rowHeight);
  }, []);
  useEffect(() => {
    if (hasOlder && end + ROWS_AHEAD >= rows.length) loadOlder();
  }, [hasOlder, end, rows.length, loadOlder]);

  const chooseAt = (index: number) => {
    const row = rows[index];
    if (!row) return;
    scrollToRow(list.current, index * rowHeight, rowHeight);
    onChoose(row.eventID);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = stepOf(event.key, Math.floor(height / rowHeight));
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (step !== undefined) chooseAt(Math.min(rows.length - 1, Math.max(0, chosenAt + step)));
    else if (chosenAt < 0) chooseAt(0);
    else onEnter();
  };
  return (
    <div class="list-pane">
      <EventColumns />
      <div
        ref={list}
        class="list"
        role="listbox"
        aria-label="Events, newest first"
        tabIndex={0}
        {...(chosenAt >= first && chosenAt < end && { 'aria-activedescendant': `row-${chosenAt}` })}
        onScroll={measure}
        onKeyDown={onKeyDown}
      >
        <div class="rows" role="presentation" style={{ height: `${rows.length * rowHeight}px` }}>
          {rows.slice(first, end).map((row, offset) => (
            <EventLine
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
    </div>
  );
}

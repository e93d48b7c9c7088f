import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { EventRow } from '../../contract/events.ts';
import { rowKey } from './event-rows.ts';

type List = { readonly current: HTMLElement | null };

/** Returns which part of a list is in view, in pixels, and a function to call when it is scrolled. */
export function useListView(list: List) {
  const [view, setView] = useState({ top: 0, height: 600 });
  const measure = () => list.current && setView({ top: list.current.scrollTop, height: list.current.clientHeight });
  useLayoutEffect(() => {
    if (!list.current) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(list.current);
    return () => observer.disconnect();
  }, []);
  return { ...view, measure };
}

/** Keeps the rows in view where they are while new ones arrive above them, unless the newest are in view. */
export function useKeptPlace(list: List, rows: readonly EventRow[], rowHeight: number): void {
  const newest = useRef<string>(undefined);
  useLayoutEffect(() => {
    const element = list.current;
    const added = rows.findIndex((row) => rowKey(row) === newest.current);
    if (element && added > 0 && element.scrollTop > 0) element.scrollTop += added * rowHeight;
    newest.current = rows[0] && rowKey(rows[0]);
  }, [list, rows, rowHeight]);
}

/** Scrolls a list as little as possible until a row is in view. */
export function scrollToRow(list: HTMLElement | null, top: number, rowHeight: number): void {
  if (!list) return;
  if (top < list.scrollTop) list.scrollTop = top;
  const bottom = top + rowHeight - list.clientHeight;
  if (bottom > list.scrollTop) list.scrollTop = bottom;
}

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { EventRow } from '../../contract/events.ts';
import { localTime } from '../shell/shown-time.ts';
import { hasRange, withoutRange, withRange } from './query-range.ts';
import { drawTimeline, heightOf, LANE_HEIGHT_PX, type Scale, timeAt, xOf } from './timeline-canvas.ts';
import { extentOf, type Lane, lanesOf, stepFor } from './timeline-data.ts';
import { useTimeline } from './use-timeline.ts';

interface TimelineProps {
  readonly q: string;
  readonly liveRows: readonly EventRow[];
  readonly onSearch: (q: string) => void;
}

/** Pixels of a bar, and of a drag that is more than a click. */
const BAR_PX = 5;
const MIN_DRAG_PX = 4;
const MAX_LANES = 8;

/** Width of the counts that the server is asked for. Bars are at least as wide. */
const BUCKET_MS = 10_000;

/** Events over time, by callback and outcome. A range that is dragged over, or chosen by keys, becomes part of the query. */
export function Timeline({ q, liveRows, onSearch }: TimelineProps) {
  const { buckets, isLoading, hasFailed } = useTimeline(q, BUCKET_MS, liveRows);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(canvas);
  const { lanes, scale } = useMemo(() => chartOf(buckets, width), [buckets, width]);
  const [range, setRange] = useState<Range>();

  useLayoutEffect(() => {
    if (canvas.current && scale) drawTimeline(canvas.current, lanes, scale);
  }, [lanes, scale]);
  useRedrawOnTheme(() => canvas.current && scale && drawTimeline(canvas.current, lanes, scale));

  const zoom = ({ fromMs, untilMs }: Range) => {
    setRange(undefined);
    onSearch(withRange(q, fromMs, untilMs));
  };
  const isLimited = hasRange(q);
  return (
    <section class="timeline" aria-label="Events over time">
      <div class="lanes" style={{ height: `${heightOf(lanes.length)}px` }}>
        {lanes.map(({ callback, total }, index) => (
          <span class="lane" key={callback} style={{ top: `${index * LANE_HEIGHT_PX}px` }}>
            {callback} <small>{total}</small>
          </span>
        ))}
      </div>
      <div class="chart">
        <canvas ref={canvas} style={{ height: `${heightOf(lanes.length)}px` }} />
        {scale && <Brush scale={scale} range={range} onChange={setRange} onZoom={zoom} />}
      </div>
      <p class="hint">
        {range && scale
          ? `${localTime(new Date(range.fromMs).toISOString())} to ${localTime(new Date(range.untilMs).toISOString())}`
          : statusOf(isLoading, hasFailed, lanes)}
        {isLimited && (
          <button type="button" class="quiet" onClick={() => onSearch(withoutRange(q))}>
            Show all times
          </button>
        )}
      </p>
    </section>
  );
}

interface Range {
  readonly fromMs: number;
  readonly untilMs: number;
}

function statusOf(isLoading: boolean, hasFailed: boolean, lanes: readonly Lane[]): string {
  if (hasFailed) return 'The events could not be counted.';
  if (isLoading) return 'Counting …';
  return lanes.length > 0 ? 'Drag to zoom. With the keyboard: arrow keys, Shift to select, Enter to zoom.' : '';
}

function chartOf(buckets: Parameters<typeof lanesOf>[0], width: number): { lanes: Lane[]; scale?: Scale } {
  const extent = extentOf(buckets, BUCKET_MS);
  if (!extent || width === 0) return { lanes: [] };
  const stepMs = Math.max(BUCKET_MS, stepFor(extent.untilMs - extent.fromMs, Math.max(1, Math.floor(width / BAR_PX))));
  const fromMs = Math.floor(extent.fromMs / stepMs) * stepMs;
  const untilMs = Math.max(fromMs + 12 * stepMs, Math.ceil(extent.untilMs / stepMs) * stepMs);
  return { lanes: lanesOf(buckets, stepMs, MAX_LANES), scale: { fromMs, untilMs, stepMs, width } };
}

interface BrushProps {
  readonly scale: Scale;
  readonly range: Range | undefined;
  readonly onChange: (range: Range | undefined) => void;
  readonly onZoom: (range: Range) => void;
}

/** Selects a range of times with the pointer or with keys. */
function Brush({ scale, range, onChange, onZoom }: BrushProps) {
  const anchor = useRef<number>(undefined);
  const rangeTo = (x: number): Range => {
    const [one, other] = [timeAt(anchor.current ?? x, scale), timeAt(x, scale)].sort((a, b) => a - b);
    return { fromMs: one as number, untilMs: other as number };
  };
  const placeOf = (event: PointerEvent) =>
    event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = rangeAfterKey(event, range, scale);
    if (next === undefined) return;
    event.preventDefault();
    if (next === 'zoom') range && onZoom(range);
    else onChange(next === 'none' ? undefined : next);
  };
  return (
    <div
      class="brush"
      role="slider"
      tabIndex={0}
      aria-label="Range of times"
      aria-valuemin={scale.fromMs}
      aria-valuemax={scale.untilMs}
      aria-valuenow={range?.untilMs ?? scale.untilMs}
      aria-valuetext={
        range
          ? `${localTime(new Date(range.fromMs).toISOString())} to ${localTime(new Date(range.untilMs).toISOString())}`
          : 'all times'
      }
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        anchor.current = placeOf(event);
      }}
      onPointerMove={(event) => anchor.current !== undefined && onChange(rangeTo(placeOf(event)))}
      onPointerCancel={() => {
        anchor.current = undefined;
        onChange(undefined);
      }}
      onPointerUp={(event) => {
        const x = placeOf(event);
        const chosen = rangeTo(x);
        const isDrag = Math.abs(x - (anchor.current ?? x)) >= MIN_DRAG_PX;
        anchor.current = undefined;
        if (isDrag) onZoom(chosen);
        else onChange(undefined);
      }}
    >
      {range && (
        <div
          class="selected"
          style={{
            left: `${xOf(range.fromMs, scale)}px`,
            width: `${Math.max(1, xOf(range.untilMs, scale) - xOf(range.fromMs, scale))}px`,
          }}
        />
      )}
    </div>
  );
}

/** Arrow keys move a range of one bar, with Shift they widen it, Enter zooms, Escape clears. */
function rangeAfterKey(
  event: KeyboardEvent,
  range: Range | undefined,
  scale: Scale,
): Range | 'zoom' | 'none' | undefined {
  if (event.key === 'Enter') return 'zoom';
  if (event.key === 'Escape' && range) return 'none';
  const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (direction === undefined) return undefined;
  const { fromMs, untilMs, stepMs } = scale;
  if (!range) return direction > 0 ? { fromMs, untilMs: fromMs + stepMs } : { fromMs: untilMs - stepMs, untilMs };
  const moved = range.untilMs + direction * stepMs;
  if (event.shiftKey)
    return { fromMs: range.fromMs, untilMs: Math.min(untilMs, Math.max(range.fromMs + stepMs, moved)) };
  const start = Math.min(untilMs - stepMs, Math.max(fromMs, range.fromMs + direction * stepMs));
  return { fromMs: start, untilMs: start + stepMs };
}

function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const target = element.current?.parentElement;
    if (!target) return;
    const observer = new ResizeObserver(() => setWidth(target.clientWidth));
    observer.observe(target);
    setWidth(target.clientWidth);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

function useRedrawOnTheme(redraw: () => void) {
  const latest = useRef(redraw);
  latest.current = redraw;
  useEffect(() => {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => latest.current();
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
}

import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TimelineBucket } from '../../contract/events.ts';
import { localSecond } from '../shell/shown-time.ts';
import { type Store, useStore } from '../shell/store.ts';
import { Brush } from './brush.tsx';
import { type Range, rangeText } from './brush-keys.ts';
import type { TimelineCounts } from './event-count.ts';
import { LaneNames } from './lane-names.tsx';
import { OutcomeLegend } from './outcome-legend.tsx';
import { hasRange, withoutRange, withRange } from './query-range.ts';
import { withToggled } from './query-terms.ts';
import { drawTimeline, heightOf } from './timeline-canvas.ts';
import { extentOf, type Lane, lanesOf, stepFor } from './timeline-data.ts';
import type { Scale } from './timeline-scale.ts';
import { useRedrawOnTheme, useWidth } from './use-canvas.ts';

interface TimelineProps {
  readonly q: string;
  readonly counts: Store<TimelineCounts>;
  readonly onSearch: (q: string) => void;
}

/** Pixels of a bar. */
const BAR_PX = 6;
const MAX_LANES = 7;
const MIN_BARS = 12;

/** Events over time, by callback and outcome. A range that is dragged over, or chosen by keys, becomes part of the query. */
export function Timeline({ q, counts, onSearch }: TimelineProps) {
  const { buckets, bucketMs, isLoading, hasFailed } = useStore(counts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(canvas);
  const { lanes, scale } = useMemo(() => chartOf(buckets, bucketMs, width), [buckets, bucketMs, width]);
  const [range, setRange] = useState<Range>();

  useLayoutEffect(() => {
    if (canvas.current && scale) drawTimeline(canvas.current, lanes, scale);
  }, [lanes, scale]);
  useRedrawOnTheme(() => canvas.current && scale && drawTimeline(canvas.current, lanes, scale));

  const zoom = ({ fromMs, untilMs }: Range) => {
    setRange(undefined);
    onSearch(withRange(q, fromMs, untilMs));
  };
  const height = `${heightOf(lanes.length)}px`;
  const toggle = (filter: 'command' | 'outcome') => (value: string) => onSearch(withToggled(q, filter, value));
  return (
    <section class={lanes.length > 0 ? 'timeline' : 'timeline none'} aria-label="Events over time">
      <LaneNames q={q} lanes={lanes} height={height} onToggle={toggle('command')} />
      <div class="chart">
        <canvas ref={canvas} style={{ height }} />
        {scale && <Brush scale={scale} range={range} onChange={setRange} onZoom={zoom} />}
      </div>
      <div class="below">
        <OutcomeLegend q={q} buckets={buckets} onToggle={toggle('outcome')} />
        <span class={range ? 'hint range' : 'hint'}>
          {range ? rangeText(range) : statusOf(isLoading, hasFailed, scale)}
        </span>
        {hasRange(q) && (
          <button type="button" class="quiet" onClick={() => onSearch(withoutRange(q))}>
            Show all times
          </button>
        )}
      </div>
    </section>
  );
}

function statusOf(isLoading: boolean, hasFailed: boolean, scale: Scale | undefined): string {
  if (hasFailed) return 'The events could not be counted.';
  if (isLoading) return 'Counting …';
  if (!scale) return '';
  const [from, until] = [scale.fromMs, scale.untilMs].map((ms) => localSecond(new Date(ms).toISOString()).slice(0, 16));
  return `${from} to ${until}. Drag over times to zoom.`;
}

/** Bars are at least as wide as the buckets. */
function chartOf(
  buckets: readonly TimelineBucket[],
  bucketMs: number,
  width: number,
): { lanes: Lane[]; scale?: Scale } {
  const extent = extentOf(buckets, bucketMs);
  if (!extent || width === 0) return { lanes: [] };
  const stepMs = Math.max(bucketMs, stepFor(extent.untilMs - extent.fromMs, Math.max(1, Math.floor(width / BAR_PX))));
  const fromMs = Math.floor(extent.fromMs / stepMs) * stepMs;
  const untilMs = Math.max(fromMs + MIN_BARS * stepMs, Math.ceil(extent.untilMs / stepMs) * stepMs);
  return { lanes: lanesOf(buckets, stepMs, MAX_LANES), scale: { fromMs, untilMs, stepMs, width } };
}

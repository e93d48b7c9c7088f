import { useRef } from 'preact/hooks';
import { type Range, rangeAfterKey, rangeText } from './brush-keys.ts';
import { type Scale, timeAt, xOf } from './timeline-scale.ts';

/** Pixels of a drag that is more than a click. */
const MIN_DRAG_PX = 4;

interface BrushProps {
  readonly scale: Scale;
  readonly range: Range | undefined;
  readonly onChange: (range: Range | undefined) => void;
  readonly onZoom: (range: Range) => void;
}

/** Selects a range of times with the pointer or with keys. */
export function Brush({ scale, range, onChange, onZoom }: BrushProps) {
  const anchor = useRef<number>(undefined);
  const rangeTo = (x: number): Range => {
    const [one, other] = [timeAt(anchor.current ?? x, scale), timeAt(x, scale)];
    return { fromMs: Math.min(one, other), untilMs: Math.max(one, other) };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = rangeAfterKey(event, range, scale);
    if (next === undefined) return;
    event.preventDefault();
    if (next === 'zoom') range && onZoom(range);
    else onChange(next === 'none' ? undefined : next);
  };
  const end = (event: PointerEvent) => {
    const x = placeOf(event);
    const chosen = rangeTo(x);
    const isDrag = Math.abs(x - (anchor.current ?? x)) >= MIN_DRAG_PX;
    anchor.current = undefined;
    if (isDrag) onZoom(chosen);
    else onChange(undefined);
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
      aria-valuetext={range ? rangeText(range) : 'all times'}
      onKeyDown={onKeyDown}
      onBlur={() => onChange(undefined)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        anchor.current = placeOf(event);
      }}
      onPointerMove={(event) => anchor.current !== undefined && onChange(rangeTo(placeOf(event)))}
      onPointerCancel={() => {
        anchor.current = undefined;
        onChange(undefined);
      }}
      onPointerUp={end}
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

/** Returns the horizontal place of a pointer in its element, in pixels. */
function placeOf(event: PointerEvent): number {
  return event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left;
}

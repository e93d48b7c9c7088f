import { localSecond } from '../shell/shown-time.ts';
import type { Scale } from './timeline-scale.ts';

/** Chosen times, in milliseconds since 1970. */
export interface Range {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Returns both ends of a range as text. */
export function rangeText({ fromMs, untilMs }: Range): string {
  return `${localSecond(new Date(fromMs).toISOString())} to ${localSecond(new Date(untilMs).toISOString())}`;
}

/**
 * Returns the range that a key leads to. Arrow keys move a range of one bar, with Shift they widen it, Enter zooms, Escape clears.
 * Undefined for any other key.
 */
export function rangeAfterKey(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  range: Range | undefined,
  { fromMs, untilMs, stepMs }: Scale,
): Range | 'zoom' | 'none' | undefined {
  if (key === 'Enter') return 'zoom';
  if (key === 'Escape' && range) return 'none';
  const direction = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (direction === undefined) return undefined;
  if (!range) return direction > 0 ? { fromMs, untilMs: fromMs + stepMs } : { fromMs: untilMs - stepMs, untilMs };
  const moved = range.untilMs + direction * stepMs;
  if (shiftKey) return { fromMs: range.fromMs, untilMs: Math.min(untilMs, Math.max(range.fromMs + stepMs, moved)) };
  const start = Math.min(untilMs - stepMs, Math.max(fromMs, range.fromMs + direction * stepMs));
  return { fromMs: start, untilMs: start + stepMs };
}

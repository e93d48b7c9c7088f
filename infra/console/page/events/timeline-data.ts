import type { EventRow, TimelineBucket } from '../../contract/events.ts';

/** Counts of one callback by time and outcome. */
export interface Lane {
  readonly callback: string;
  readonly total: number;
  /** By the start of a column in milliseconds since 1970: counts by outcome. */
  readonly columns: ReadonlyMap<number, Readonly<Record<string, number>>>;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Widths of a bar that people can read times from. Multiples of 10 s, or less. */
const STEPS_MS = [1, 2, 5, 10, 30]
  .map((seconds) => seconds * SECOND_MS)
  .concat([1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE_MS))
  .concat([1, 2, 3, 6, 12, 24, 48, 168].map((hours) => hours * HOUR_MS));

/** Returns the width of a bar in milliseconds, such that a range has at most `bars` of them. */
export function stepFor(rangeMs: number, bars: number): number {
  return STEPS_MS.find((stepMs) => rangeMs / stepMs <= bars) ?? (STEPS_MS.at(-1) as number);
}

/**
 * Returns round times within a range, at most this many.
 *
 * @param zoneMs what local time is ahead of UTC
 */
export function ticksOf(fromMs: number, untilMs: number, maxTicks: number, zoneMs: number): readonly number[] {
  const stepMs = stepFor(untilMs - fromMs, maxTicks);
  const ticks: number[] = [];
  for (let ms = Math.ceil((fromMs + zoneMs) / stepMs) * stepMs - zoneMs; ms < untilMs; ms += stepMs) ticks.push(ms);
  return ticks;
}

/** Returns rows as counts in buckets of `bucketMs`. Rows without a valid time are left out. */
export function bucketsOf(rows: readonly EventRow[], bucketMs: number): TimelineBucket[] {
  return rows.flatMap(({ receivedAt, callback, outcome }) => {
    const at = Math.floor(Date.parse(receivedAt) / bucketMs) * bucketMs;
    return Number.isNaN(at) ? [] : [{ at, callback, outcome, count: 1 }];
  });
}

/** Returns a lane for each of the most frequent callbacks, and one with the name `others` for the rest. */
export function lanesOf(buckets: readonly TimelineBucket[], stepMs: number, maxLanes: number): Lane[] {
  const totals = new Map<string, number>();
  for (const { callback, count } of buckets) totals.set(callback, (totals.get(callback) ?? 0) + count);
  const names = [...totals].sort(([, one], [, other]) => other - one).map(([callback]) => callback);
  const named = new Set(names.length > maxLanes ? names.slice(0, maxLanes - 1) : names);
  const lanes = new Map<string, { total: number; columns: Map<number, Record<string, number>> }>();
  for (const { at, callback, outcome, count } of buckets) {
    const name = named.has(callback) ? callback : OTHERS;
    const lane = lanes.get(name) ?? { total: 0, columns: new Map() };
    lanes.set(name, lane);
    lane.total += count;
    const start = Math.floor(at / stepMs) * stepMs;
    const column = lane.columns.get(start) ?? {};
    lane.columns.set(start, column);
    column[outcome] = (column[outcome] ?? 0) + count;
  }
  return [...named, OTHERS].flatMap((callback) => {
    const lane = lanes.get(callback);
    return lane ? [{ callback, ...lane }] : [];
  });
}

/** Name of the lane of all callbacks that have none of their own. */
export const OTHERS = 'others';

/** Returns the times from the first to the end of the last bucket, or undefined without any. */
export function extentOf(
  buckets: readonly TimelineBucket[],
  bucketMs: number,
): { readonly fromMs: number; readonly untilMs: number } | undefined {
  if (buckets.length === 0) return undefined;
  let fromMs = Number.POSITIVE_INFINITY;
  let untilMs = 0;
  for (const { at } of buckets) {
    fromMs = Math.min(fromMs, at);
    untilMs = Math.max(untilMs, at + bucketMs);
  }
  return { fromMs, untilMs };
}

import type { TimelineBucket } from '../../contract/events.ts';
import { extentOf } from './timeline-data.ts';

const MINUTE_MS = 60_000;

/** Widths of buckets from the finest on. Each divides every wider bar of the chart. */
const WIDTHS_MS = [10_000, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS];

/** Buckets in a row that a chart can use: bars of the widest screen. Longer times have wider buckets. */
const MAX_COLUMNS = 2_000;

/** Adds counts up, in wider buckets the longer their times are, so that there are never many. */
export class BucketSum {
  #width = 0;
  #sums = new Map<string, TimelineBucket>();

  add(buckets: readonly TimelineBucket[]): void {
    for (const bucket of buckets) this.#put(bucket);
    const extent = extentOf([...this.#sums.values()], this.widthMs);
    const isLong = extent && (extent.untilMs - extent.fromMs) / this.widthMs > MAX_COLUMNS;
    if (!isLong || this.#width === WIDTHS_MS.length - 1) return;
    this.#width += 1;
    const finer = [...this.#sums.values()];
    this.#sums = new Map();
    this.add(finer);
  }

  get widthMs(): number {
    return WIDTHS_MS[this.#width] ?? MINUTE_MS;
  }

  get buckets(): readonly TimelineBucket[] {
    return [...this.#sums.values()];
  }

  #put({ at, callback, outcome, count }: TimelineBucket): void {
    const start = Math.floor(at / this.widthMs) * this.widthMs;
    const key = `${start} ${outcome} ${callback}`;
    const before = this.#sums.get(key)?.count ?? 0;
    this.#sums.set(key, { at: start, callback, outcome, count: before + count });
  }
}

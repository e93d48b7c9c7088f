import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineBucket } from '../../../../infra/console/contract/events.ts';
import { rangeAfterKey } from '../../../../infra/console/page/events/brush-keys.ts';
import { BucketSum } from '../../../../infra/console/page/events/bucket-sum.ts';
import { extentOf, lanesOf, OTHERS, stepFor, ticksOf } from '../../../../infra/console/page/events/timeline-data.ts';
import { timeAt, xOf } from '../../../../infra/console/page/events/timeline-scale.ts';

const HOUR_MS = 3_600_000;

const anyBucket: fc.Arbitrary<TimelineBucket> = fc.record({
  at: fc.nat(100).map((bucket) => bucket * 10_000),
  callback: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  outcome: fc.constantFrom('recorded', 'refused', 'new one'),
  count: fc.integer({ min: 1, max: 50 }),
});

describe('the lanes of a timeline', () => {
  it('have every event once, however wide their bars are', () => {
    fc.assert(
      fc.property(fc.array(anyBucket), fc.constantFrom(10_000, 60_000, HOUR_MS), (buckets, stepMs) => {
        const lanes = lanesOf(buckets, stepMs, 3);
        const drawn = lanes.flatMap(({ columns }) => [...columns.values()].flatMap((counts) => Object.values(counts)));
        const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

        expect(lanes.length).toBeLessThanOrEqual(3);
        expect(sum(drawn)).toBe(sum(buckets.map(({ count }) => count)));
        expect(sum(lanes.map(({ total }) => total))).toBe(sum(drawn));
      }),
    );
  });

  it('are those of the most frequent callbacks, and one of all others', () => {
    const buckets = [3, 1, 2, 5].map((count) => ({
      at: 0,
      callback: `c${count}`,
      outcome: 'recorded',
      count,
    }));

    expect(lanesOf(buckets, 1000, 3).map(({ callback, total }) => [callback, total])).toEqual([
      ['c5', 5],
      ['c3', 3],
      [OTHERS, 3],
    ]);
  });

  it('reach from the first to the end of the last bucket', () => {
    const buckets = [20_000, 0].map((at) => ({ at, callback: 'a', outcome: 'recorded', count: 1 }));

    expect(extentOf(buckets, 10_000)).toEqual({ fromMs: 0, untilMs: 30_000 });
    expect(extentOf([], 10_000)).toBeUndefined();
  });
});

describe('counts of a long time', () => {
  it('are in wider buckets, which are few, and none is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(40 * 24 * HOUR_MS)), { maxLength: 5 }), (parts) => {
        const sum = new BucketSum();
        for (const times of parts)
          sum.add(times.map((at) => ({ at: at - (at % 10_000), callback: 'a', outcome: 'recorded', count: 2 })));
        const { buckets, widthMs } = sum;

        expect(buckets.reduce((total, { count }) => total + count, 0)).toBe(2 * parts.flat().length);
        for (const { at } of buckets) expect(at % widthMs).toBe(0);
        const extent = extentOf(buckets, widthMs);
        if (extent) expect((extent.untilMs - extent.fromMs) / widthMs).toBeLessThanOrEqual(2_001);
      }),
    );
  });
});

describe('the axis of a timeline', () => {
  it('has few times, which are round where the reader is', () => {
    const zoneMs = 5.75 * HOUR_MS;
    const ticks = ticksOf(1_000_123, 1_000_123 + 10 * HOUR_MS, 12, zoneMs);

    expect(ticks.length).toBeGreaterThan(5);
    expect(ticks.length).toBeLessThanOrEqual(12);
    for (const tick of ticks) expect((tick + zoneMs) % HOUR_MS).toBe(0);
  });

  it('has bars of a width that people can read', () => {
    expect([1, 400, 5_000].map((bars) => stepFor(HOUR_MS, bars))).toEqual([HOUR_MS, 10_000, 1_000]);
  });
});

describe('a place on a timeline', () => {
  it('is that of its time', () => {
    const scale = { fromMs: 1_000, untilMs: 91_000, stepMs: 1_000, width: 640 };
    fc.assert(
      fc.property(fc.double({ min: 0, max: 640, noNaN: true }), (x) => {
        expect(xOf(timeAt(x, scale), scale)).toBeCloseTo(x, 6);
      }),
    );
  });
});

describe('a key on a timeline', () => {
  const scale = { fromMs: 0, untilMs: 100, stepMs: 10, width: 100 };
  it.each([
    { key: 'ArrowRight', range: undefined, next: { fromMs: 0, untilMs: 10 } },
    { key: 'ArrowLeft', range: undefined, next: { fromMs: 90, untilMs: 100 } },
    { key: 'ArrowRight', range: { fromMs: 90, untilMs: 100 }, next: { fromMs: 90, untilMs: 100 } },
    { key: 'ArrowRight', shiftKey: true, range: { fromMs: 0, untilMs: 10 }, next: { fromMs: 0, untilMs: 20 } },
    { key: 'ArrowLeft', shiftKey: true, range: { fromMs: 0, untilMs: 10 }, next: { fromMs: 0, untilMs: 10 } },
    { key: 'Enter', range: { fromMs: 0, untilMs: 10 }, next: 'zoom' },
    { key: 'Escape', range: { fromMs: 0, untilMs: 10 }, next: 'none' },
    { key: 'Escape', range: undefined, next: undefined },
    { key: 'Tab', range: undefined, next: undefined },
  ])('leads from $range by $key to $next', ({ key, shiftKey = false, range, next }) => {
    expect(rangeAfterKey({ key, shiftKey }, range, scale)).toEqual(next);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimeRange } from '../../../functions/audit/time-range.ts';

const START = Date.parse('2026-03-04T23:59:59.990Z');

/** Microseconds after START, so few that ends and times often meet. */
const micros = fc.nat(20_000);
const timeOf = (micro: number, digits = 6) => {
  const millisecond = new Date(START + Math.floor(micro / 1_000)).toISOString().slice(0, -1);
  return `${millisecond}${digits === 3 ? '' : String(micro % 1_000).padStart(3, '0')}Z`;
};
const stored = fc.oneof(
  micros.map((micro) => ({ micro, receivedAt: timeOf(micro) })),
  micros.map((micro) => ({ micro: micro - (micro % 1_000), receivedAt: timeOf(micro, 3) })),
);

describe('a range of times', () => {
  it('includes its first instant and not its last, for times of three and of six digits', () => {
    fc.assert(
      fc.property(stored, fc.option(micros), fc.option(micros), ({ micro, receivedAt }, from, to) => {
        const since = from === null ? undefined : timeOf(from);
        const until = to === null ? undefined : timeOf(to);
        const range = new TimeRange({ since, until });
        const isInside = (from === null || from <= micro) && (to === null || micro < to);
        expect(range.includes(receivedAt)).toBe(isInside);
        const { first = '', last = '\uffff' } = range.keys;
        if (isInside) expect(first <= receivedAt && receivedAt <= last).toBe(true);
        if (isInside && since && until) expect([...range.days()]).toContain(receivedAt.slice(0, 10));
      }),
    );
  });

  it.each([
    { times: { day: '2026-03-04' }, days: ['2026-03-04'] },
    { times: { since: '2026-02-27T23:59:59.999Z', until: '2026-03-01T00:00:00Z' }, days: ['2026-02-28', '2026-02-27'] },
    {
      times: { since: '2026-03-04T00:00:00+08:00', until: '2026-03-04T00:00:00.000001Z' },
      days: ['2026-03-04', '2026-03-03'],
    },
    { times: { day: '2026-03-04', since: '2026-01-01T00:00Z', until: '2026-03-04T12:00Z' }, days: ['2026-03-04'] },
    { times: { since: '2026-03-04T00:00:00Z', until: '2026-03-04T00:00:00Z' }, days: [] },
  ])('$times has the days $days', ({ times, days }) => {
    expect([...new TimeRange(times).days()]).toEqual(days);
  });

  it('takes no time that is not one', () => {
    expect(() => new TimeRange({ since: 'yesterday' })).toThrow(
      'yesterday is not a valid time. Use ISO 8601, such as 2026-03-04T05:06:07Z.',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { parse } from '../../../infra/query/parse.ts';
import { planOf } from '../../../infra/query/plan.ts';
import { UTC, zoneNamed } from '../../../infra/query/zone.ts';

const now = new Date('2026-11-24T13:00:00Z');

function planned(line: string, zone = UTC) {
  const { query, mistakes } = parse(line);
  expect(mistakes).toEqual([]);
  return planOf(query, { now, zone });
}

const TODAY = { index: 'byDay', since: '2026-11-24T00:00:00.000Z', until: '2026-11-24T13:01:00.000Z' };

describe('reads the most selective index', () => {
  it.each([
    { line: '', wanted: TODAY, isToday: true, residual: [] },
    { line: 'rule:staff', wanted: TODAY, isToday: true, residual: ['rule'] },
    { line: '-group:g spam', wanted: TODAY, isToday: true, residual: ['group', 'text'] },
    { line: 'until:1h', wanted: { ...TODAY, until: '2026-11-24T12:00:00.000Z' }, isToday: true, residual: [] },
    { line: 'group:g', wanted: { index: 'byGroup', id: 'g' }, residual: [] },
    { line: 'group:g group:h', wanted: { index: 'byGroup', id: 'g', alsoIDs: ['h'] }, residual: [] },
    { line: 'group:g -group:h', wanted: { index: 'byGroup', id: 'g' }, residual: ['group'] },
    { line: 'group:g user:u kick', wanted: { index: 'byUser', id: 'u' }, residual: ['command', 'group'] },
    { line: 'group:g user:u operation:o', wanted: { index: 'byOperation', id: 'o' }, residual: ['group', 'user'] },
    {
      line: 'user:u since:2h until:1h',
      wanted: { index: 'byUser', id: 'u', since: '2026-11-24T11:00:00.000Z', until: '2026-11-24T12:00:00.000Z' },
      residual: [],
    },
    { line: 'since:2h', wanted: { ...TODAY, since: '2026-11-24T11:00:00.000Z' }, residual: [] },
    {
      line: 'day:yesterday since:2026-11-23T20:00',
      wanted: { index: 'byDay', since: '2026-11-23T20:00:00.000Z', until: '2026-11-24T00:00:00.000Z' },
      residual: [],
    },
    {
      line: 'day:2026-11-20 day:2026-11-22',
      wanted: { index: 'byDay', since: '2026-11-20T00:00:00.000Z', until: '2026-11-23T00:00:00.000Z' },
      residual: ['day'],
    },
  ])('$line', ({ line, wanted, isToday = false, residual }) => {
    expect(planned(line)).toEqual({ plan: { wanted, isToday, residual } });
  });
});

it('takes days and times for those of the zone', () => {
  const zone = zoneNamed('Asia/Shanghai');

  expect(planned('', zone).plan?.wanted.since).toBe('2026-11-23T16:00:00.000Z');
  expect(planned('day:2026-11-20', zone).plan?.wanted).toEqual({
    index: 'byDay',
    since: '2026-11-19T16:00:00.000Z',
    until: '2026-11-20T16:00:00.000Z',
  });
  expect(planned('since:2026-11-20T05:00Z', zone).plan?.wanted.since).toBe('2026-11-20T05:00:00.000Z');
});

it.each([
  { line: 'since:1h until:2h', says: 'The times leave nothing to search.' },
  { line: 'group:g day:today until:yesterday', says: 'The times leave nothing to search.' },
  { line: 'since:9999-01-01', says: 'since: is in the future. Use a time that has passed.' },
  { line: 'until:2d', says: 'until: is before today, and only today is searched.' },
])('does not search in $line', ({ line, says }) => {
  expect(planned(line)).toEqual({ mistakes: [{ message: expect.stringContaining(says), from: 0, to: 0 }] });
});

it.each([
  { line: 'since:999999d', since: '1970-01-01T00:00:00.000Z' },
  { line: 'group:g since:0000-01-01T00:00+14:00', since: '1970-01-01T00:00:00.000Z' },
  { line: 'since:2h until:9999-12-31T23:59-14:00', until: '9999-12-31T23:59:59.999Z' },
])('keeps times within the years that sort as text: $line', ({ line, ...times }) => {
  const clock = { now: new Date('2026-03-04T05:06:07Z'), zone: UTC };

  expect(planOf(parse(line).query, clock).plan?.wanted).toMatchObject(times);
});

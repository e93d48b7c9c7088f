import { expect, it } from 'vitest';
import { instantOf, isTime } from '../../../infra/query/times.ts';
import { zoneNamed } from '../../../infra/query/zone.ts';

const zone = zoneNamed('Asia/Shanghai');
if (!zone) throw new TypeError('no such zone');
/** 12:30 on the 30th, local time. */
const clock = { now: new Date('2026-11-30T04:30:00Z'), zone };

it.each([
  { text: '02:00', instant: '2026-11-29T18:00:00.000Z', why: 'of today' },
  { text: '12:30', instant: '2026-11-30T04:30:00.000Z', why: 'of this minute' },
  { text: '23:00', instant: '2026-11-29T15:00:00.000Z', why: 'of yesterday, because it is still to come today' },
  { text: '02:00:30.5', instant: '2026-11-29T18:00:30.500Z', why: 'with seconds' },
  { text: 'todayT13:00', instant: '2026-11-30T05:00:00.000Z', why: 'of a named day, even to come' },
  { text: 'yesterdayT12:00', instant: '2026-11-29T04:00:00.000Z', why: 'of the day before' },
  { text: 'yesterday 12:00', instant: '2026-11-29T04:00:00.000Z', why: 'with a blank' },
  { text: '2026-11-28 02:15:04.496', instant: '2026-11-27T18:15:04.496Z', why: 'as tables show it' },
  { text: '2026-11-28 02:15Z', instant: '2026-11-28T02:15:00.000Z', why: 'with a blank and a zone' },
])('reads $text: a time $why', ({ text, instant }) => {
  expect(instantOf(text, clock)).toBe(instant);
  expect(isTime(text)).toBe(true);
});

it.each(['25:00', '2:00', '12:60', 'tomorrowT12:00', '2026-11-31 12:00', 'yesterday', '12'])(
  'does not read %s as a time of a day',
  (text) => {
    expect(instantOf(text, clock)).toBe(text === 'yesterday' ? '2026-11-28T16:00:00.000Z' : undefined);
  },
);

it.each(['2026-02-30T05:00Z', '2026-11-31 05:00+08:00', '2026-02-30', '2026-02-30T05:00'])(
  'does not read %s, a day that does not exist',
  (text) => {
    expect(instantOf(text, clock)).toBeUndefined();
  },
);

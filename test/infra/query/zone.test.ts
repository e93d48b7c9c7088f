import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UTC, zoneNamed } from '../../../infra/query/zone.ts';

function zone(name: string) {
  return zoneNamed(name) ?? expect.fail(`no zone ${name}`);
}

it.each([
  { name: 'Asia/Shanghai', local: '2026-03-04T05:00', instant: '2026-03-03T21:00:00.000Z' },
  { name: 'Europe/Berlin', local: '2026-07-01T00:00', instant: '2026-06-30T22:00:00.000Z' },
  { name: 'Asia/Kathmandu', local: '2026-03-04T05:00:01.5', instant: '2026-03-03T23:15:01.500Z' },
  // Happens twice, first in summer time.
  { name: 'Europe/Berlin', local: '2026-10-25T02:30', instant: '2026-10-25T00:30:00.000Z' },
  // The clocks skip an hour.
  { name: 'Europe/Berlin', local: '2026-03-29T02:30', instant: '2026-03-29T01:30:00.000Z' },
  // The clocks skip midnight.
  { name: 'Africa/Cairo', local: '2026-04-24T00:00', instant: '2026-04-23T22:00:00.000Z' },
  { name: 'America/St_Johns', local: '1999-12-31T23:59', instant: '2000-01-01T03:29:00.000Z' },
])('reads $local in $name', ({ name, local, instant }) => {
  expect(zone(name).instantOf(local)).toBe(instant);
});

it('shows what it reads', () => {
  const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
  const names = fc.constantFrom('Europe/Berlin', 'Africa/Cairo', 'Asia/Kathmandu', 'America/St_Johns', 'UTC');
  fc.assert(
    fc.property(instants, names, (date, name) => {
      const { shown, instantOf } = zone(name);
      const local = shown(date.toISOString())?.replace(' ', 'T') ?? '';

      expect(shown(instantOf(local) ?? '')?.replace(' ', 'T')).toBe(local);
    }),
  );
});

it('knows no other zones and times', () => {
  expect(zoneNamed('Asia/Nowhere')).toBeUndefined();
  expect(['2026-02-30T00:00', '2026-03-04T24:01', 'soon', ''].map(UTC.instantOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(UTC.shown('soon')).toBeUndefined();
});

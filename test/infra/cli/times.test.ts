import { expect, it } from 'vitest';
import { timeOf } from '../../../infra/cli/times.ts';

it('counts back to 1970 at most, because times are compared as text', () => {
  expect(timeOf('999999d', new Date('2026-03-04T05:06:07Z'))).toBe('1970-01-01T00:00:00.000Z');
});

it.each([
  '2026-02-30',
  '2026-02-30T05:00',
  '2026-02-30T05:00Z',
  '2026-11-31T05:00+08:00',
  '2026-13-01',
  '2026-03-04T25:00',
])('does not read %s, a day or hour that does not exist', (text) => {
  expect(timeOf(text, new Date())).toBeUndefined();
});

it.each([
  { text: '2028-02-29', time: '2028-02-29T00:00:00.000Z' },
  { text: '2026-03-04T05:00', time: '2026-03-04T05:00:00.000Z' },
  { text: '2026-03-04T05:00:01.5+08:00', time: '2026-03-03T21:00:01.500Z' },
])('reads $text', ({ text, time }) => {
  expect(timeOf(text, new Date())).toBe(time);
});

import { expect, it } from 'vitest';
import { timeOf } from '../../../infra/cli/times.ts';

it('counts back to 1970 at most, because times are compared as text', () => {
  expect(timeOf('999999d', new Date('2026-03-04T05:06:07Z'))).toBe('1970-01-01T00:00:00.000Z');
});

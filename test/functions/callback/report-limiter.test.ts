import { expect, it } from 'vitest';
import { ReportLimiter } from '../../../functions/callback/report-limiter.ts';

it('reports the first at once, then the number of all that came in ten seconds', () => {
  let now = 0;
  const limiter = new ReportLimiter(() => now);
  const at = (milliseconds: number) => {
    now = milliseconds;
    return limiter.add();
  };

  expect([0, 1, 5_000, 9_999].map(at)).toEqual([1, 0, 0, 0]);
  expect([10_000, 10_001, 25_000].map(at)).toEqual([4, 0, 2]);
});

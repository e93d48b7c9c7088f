import { expect, it } from 'vitest';
import { SeenRecords } from '../../../../functions/audit/follow/seen-records.ts';

const LOOK_BACK_MS = 30_000;
const MINUTE_MS = 60_000;

it('keeps what may come again, and no more, however much passes', () => {
  const seen = new SeenRecords(0, LOOK_BACK_MS);
  const last = 1_000 * MINUTE_MS;
  for (let time = 0; time <= last; time += 1_000) {
    seen.see(`at ${time}`, time);
    seen.passed(time);
  }

  expect(seen.has(`at ${last - LOOK_BACK_MS - MINUTE_MS}`)).toBe(true);
  expect(seen.has(`at ${last - 5 * MINUTE_MS}`)).toBe(false);
  expect(seen.count).toBeLessThan(200);
});

it('does not go back when a clock does', () => {
  const seen = new SeenRecords(MINUTE_MS, LOOK_BACK_MS);
  seen.passed(0);
  expect(seen.since).toBe(MINUTE_MS - LOOK_BACK_MS);
});

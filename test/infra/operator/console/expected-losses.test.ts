import { expect, it } from 'vitest';
import { expectedLosses } from '../../../../infra/operator/console/expected-losses.ts';

// Measured with OpenIM's client and queue. Source: docs/losses.md.
it.each([
  { latencyMs: 5, measured: 0 },
  { latencyMs: 20, measured: 612 },
  { latencyMs: 50, measured: 787 },
])('expects what was measured of a burst at $latencyMs ms', ({ latencyMs, measured }) => {
  expect(Math.abs(expectedLosses(latencyMs).lost - measured)).toBeLessThanOrEqual(measured * 0.05);
});

it('expects more losses the longer an answer takes, and never more than the burst', () => {
  const losses = [0.1, 1, 10, 100, 1_000, 1e6].map((latencyMs) => expectedLosses(latencyMs).lost);

  expect(losses).toEqual(losses.toSorted((a, b) => a - b));
  expect(losses.at(-1)).toBe(1_000 - 102);
  expect(expectedLosses(50).maxEventsPerSecond).toBe(40);
});

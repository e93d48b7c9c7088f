import { describe, expect, it } from 'vitest';
import { callbackNamed } from '../../../../functions/openim/catalogue.ts';
import type { Answered } from '../../../../infra/operator/doctor/callback-checks.ts';
import { ok } from '../../../../infra/operator/doctor/check.ts';
import { checkLatency, expectedLoss } from '../../../../infra/operator/doctor/latency-checks.ts';

/** Source: docs/losses.md, measured with OpenIM's client and queue. */
it.each([
  { latencyMs: 1, measured: 0 },
  { latencyMs: 5, measured: 0 },
  { latencyMs: 20, measured: 612 },
  { latencyMs: 50, measured: 787 },
])('expects the loss that was measured at $latencyMs ms', ({ latencyMs, measured }) => {
  expect(Math.abs(expectedLoss(latencyMs) - measured)).toBeLessThanOrEqual(15);
});

describe('latency', () => {
  const answered = (timing: 'before' | 'after', ...latencies: number[]): Answered[] =>
    latencies.map((milliseconds) => ({
      event: { wireName: callbackNamed('after-join-group').wireNames[0], timing, isOwn: true, body: {} },
      check: ok('x', 'x'),
      milliseconds,
    }));

  it.each([
    { latencies: [10, 20, 3_000], status: 'ok', says: 'median 20.0 ms, worst 3000.0 ms of 3' },
    { latencies: [10, 3_600], status: 'warn', says: 'OpenIM refuses after 5 s' },
    { latencies: [10, 5_000], status: 'fail', says: 'OpenIM refuses after 5 s' },
    { latencies: [], status: 'skipped', says: 'no before callback was answered' },
  ])('of before callbacks of $latencies ms is $status', ({ latencies, status, says }) => {
    const [before] = checkLatency(answered('before', ...latencies));

    expect(before).toMatchObject({ status, says: expect.stringContaining(says) });
  });

  it.each([
    { latencies: [3, 4, 500], status: 'ok', says: 'at most 500 events a second, and of a burst of 1000 loses none' },
    { latencies: [50], status: 'warn', says: 'at most 40 events a second, and of a burst of 1000 loses about 778' },
  ])('of after callbacks of $latencies ms is $status', ({ latencies, status, says }) => {
    const [, after] = checkLatency(answered('after', ...latencies));

    expect(after).toMatchObject({ status, says: expect.stringContaining(says) });
  });
});

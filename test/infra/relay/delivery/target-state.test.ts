import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffMs } from '../../../../infra/relay/delivery/backoff.ts';
import { TargetState } from '../../../../infra/relay/delivery/target-state.ts';

it('pauses longer after each failure, up to a limit, and never not at all', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const pause = backoffMs(failures, () => random);
        expect(pause).toBeGreaterThanOrEqual(100);
        expect(pause).toBeLessThanOrEqual(15_000);
        expect(backoffMs(failures + 1, () => random)).toBeGreaterThanOrEqual(pause);
      },
    ),
  );
});

function stateAt(clock: { ms: number }) {
  return new TargetState({ now: () => clock.ms, backoffMs: (failures) => failures * 100 });
}

it('lets one request at a time try a target that failed, after a pause', () => {
  const clock = { ms: 1_000 };
  const state = stateAt(clock);
  expect(state.pauseMs(5)).toBe(0);

  expect(state.failed('away', 'ECONNREFUSED', 900)).toBe(true);
  expect(state.pauseMs(0)).toBe(100);
  expect(state.pauseMs(1)).toBe(Number.POSITIVE_INFINITY);
  clock.ms += 100;
  expect(state.pauseMs(0)).toBe(0);

  expect(state.succeeded()).toBe(true);
  expect(state.succeeded()).toBe(false);
  expect(state.pauseMs(5)).toBe(0);
});

it('counts failures of requests that were under way together once', () => {
  const clock = { ms: 1_000 };
  const state = stateAt(clock);
  for (let request = 0; request < 16; request += 1) state.failed('away', 'ECONNREFUSED', 900);
  expect(state.waiting?.failures).toBe(1);

  clock.ms = 1_200;
  state.failed('away', 'ECONNREFUSED', 1_100);
  expect(state.waiting).toMatchObject({ failures: 2, sinceMs: 1_000, nextAttemptMs: 1_400 });
});

it('says when the cause changes, and waits as long as the receiver asks', () => {
  const clock = { ms: 0 };
  const state = stateAt(clock);
  expect(state.failed('away', 'ECONNREFUSED', 0)).toBe(true);
  clock.ms = 500;
  expect(state.failed('away', 'ECONNRESET', 400)).toBe(false);
  clock.ms = 1_000;
  expect(state.failed('throttled', 'HTTP 429', 900, 7_000)).toBe(true);
  expect(state.pauseMs(0)).toBe(7_000);
});

import type { Context } from 'aws-lambda';
import { expect, it, vi } from 'vitest';
import { startDeadline } from '../../../functions/callback/deadline.ts';
import { bodyOf } from '../../support/bodies.ts';
import { loadFunctions } from '../../support/call.ts';
import { startFaultyServer } from '../../support/faults.ts';
import { decodeAsGo } from '../../support/go.ts';
import { proxyEventOf } from '../../support/proxy-event.ts';

it.each([
  { remaining: Number.POSITIVE_INFINITY, gone: [2_205, 3_255], left: [2_150, 3_200] },
  { remaining: 5_000, gone: [2_205, 3_255], left: [2_150, 3_200] },
  { remaining: 1_300, gone: [630, 930], left: [580, 880] },
])('gives up the one place, then the other, in time for an answer: $remaining ms', ({ remaining, gone, left }) => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), milliseconds);
    return controller.signal;
  });
  for (const [share, name] of (['first', 'second'] as const).entries()) {
    const before = startDeadline(remaining);
    vi.advanceTimersByTime(left[share] as number);
    expect(before[name].aborted).toBe(false);
    vi.advanceTimersByTime((gone[share] as number) - (left[share] as number));
    expect(before[name].aborted).toBe(true);
  }
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('answers before Lambda ends a function that has little time left, having tried the only place for most of it', async () => {
  const { endpoint } = await startFaultyServer('hangs');
  const functions = await loadFunctions(endpoint);

  const startedAt = performance.now();
  const event = proxyEventOf({ body: bodyOf('after-join-group') });
  const context = { getRemainingTimeInMillis: () => 3_000 } as Context;
  const result = await functions.get('after-join-group')?.(event, context);

  const milliseconds = performance.now() - startedAt;
  expect(milliseconds).toBeGreaterThan(2_400);
  expect(milliseconds).toBeLessThan(3_000);
  expect(decodeAsGo(result?.body ?? '')).toMatchObject({ actionCode: 1, errCode: 5503 });
});

import { once } from 'node:events';
import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { Timeouts } from '../../../functions/aws/timeouts.ts';
import { startDeadline } from '../../../functions/callback/deadline.ts';
import { bodyOf } from '../../support/bodies.ts';
import { loadFunctions } from '../../support/call.ts';
import { startFaultyServer } from '../../support/fault-proxy.ts';
import { decodeAsGo } from '../../support/go.ts';
import { proxyEventOf } from '../../support/proxy-event.ts';

/** Time that has passed when the first sink is given up, in these tests. */
const PASSED_MS = 700;

it.each([
  { remaining: Number.POSITIVE_INFINITY, first: 2_205, second: 3_255 - PASSED_MS },
  { remaining: 5_000, first: 2_205, second: 3_255 - PASSED_MS },
  { remaining: 1_300, first: 630, second: 930 - PASSED_MS },
  { remaining: 200, first: 0, second: 0 },
])('gives up one sink, then the other, in time for an answer: $remaining ms left', ({ remaining, first, second }) => {
  let now = 1_000;
  const delays: number[] = [];
  const after = (delayMs: number) => {
    delays.push(delayMs);
    return () => {};
  };

  const deadline = startDeadline({ after }, remaining, () => now);
  expect(deadline.first.aborted).toBe(false);
  now += PASSED_MS;
  expect(deadline.second.aborted).toBe(false);

  expect(delays).toEqual([first, second]);
});

it('aborts its signals by itself', async () => {
  const { first, second } = startDeadline(new Timeouts(), 310);

  for (const signal of [first, second]) if (!signal.aborted) await once(signal, 'abort');

  expect([first.aborted, second.aborted]).toEqual([true, true]);
});

it('ends a callback whose only sink hangs', async () => {
  const { endpoint } = await startFaultyServer('hangs');
  const functions = await loadFunctions(endpoint);
  const event = proxyEventOf({ body: bodyOf('after-join-group') });
  const context = { getRemainingTimeInMillis: () => 500 } as Context;

  const result = await functions.get('after-join-group')?.(event, context);

  expect(decodeAsGo(result?.body ?? '')).toMatchObject({ actionCode: 1, errCode: 5503 });
});

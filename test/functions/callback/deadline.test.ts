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
  { remaining: Number.POSITIVE_INFINITY, first: 2_205, second: 3_255 - PASSED_MS, isOver: false },
  { remaining: 5_000, first: 2_205, second: 3_255 - PASSED_MS, isOver: false },
  { remaining: 1_300, first: 630, second: 930 - PASSED_MS, isOver: true },
])(
  'gives up one sink, then the other, in time for an answer: $remaining ms left',
  ({ remaining, first, second, isOver }) => {
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
    expect(deadline.isFirstOver).toBe(isOver);
  },
);

it('has signals that are aborted when no time is left', () => {
  let now = 1_000;
  const deadline = startDeadline({ after: () => () => {} }, Number.POSITIVE_INFINITY, () => now);
  expect(deadline.first.aborted).toBe(false);

  now += 4_000;

  expect(deadline.second.aborted).toBe(true);
  expect(startDeadline(new Timeouts(), 200).first.aborted).toBe(true);
});

it('makes a signal only when it is read, and waits no longer once it has ended', () => {
  const waiting = new Set<() => void>();
  const after = (_delayMs: number, run: () => void) => {
    waiting.add(run);
    return () => waiting.delete(run);
  };
  const deadline = startDeadline({ after });
  expect(waiting.size).toBe(0);
  expect(deadline.first).toBe(deadline.first);
  expect(waiting.size).toBe(1);

  deadline.end();

  expect(waiting.size).toBe(0);
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

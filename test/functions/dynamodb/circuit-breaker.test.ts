import { expect, it } from 'vitest';
import { CircuitBreaker } from '../../../functions/dynamodb/circuit-breaker.ts';

function breakerAt(milliseconds: number) {
  const clock = { now: milliseconds };
  return { clock, breaker: new CircuitBreaker(() => clock.now) };
}

it('allows a service until it fails, and then not for five seconds', () => {
  const { breaker, clock } = breakerAt(100);
  expect([breaker.allows(), breaker.allows()]).toEqual([true, true]);

  breaker.failed(new Error('busy'));

  expect(breaker.lastFailure).toEqual(new Error('busy'));
  clock.now += 4_999;
  expect(breaker.allows()).toBe(false);
  clock.now += 1;
  expect(breaker.allows()).toBe(true);
});

it('then lets one caller try, and the others when that one has succeeded', () => {
  const { breaker, clock } = breakerAt(0);
  breaker.failed(new Error('busy'));
  clock.now += 5_000;

  expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
  breaker.succeeded();

  expect([breaker.allows(), breaker.allows()]).toEqual([true, true]);
  expect(breaker.lastFailure).toBeUndefined();
});

it('lets another try when the one that tried is never heard of again', () => {
  const { breaker, clock } = breakerAt(0);
  breaker.failed(new Error('busy'));
  clock.now += 5_000;
  expect(breaker.allows()).toBe(true);

  clock.now += 5_000;

  expect(breaker.allows()).toBe(true);
});

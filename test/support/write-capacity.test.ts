import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { createWriteCapacity } from './write-capacity.ts';

/** A write capacity whose clock stands still until it is set. */
function capacity(share = 1) {
  let at = 0;
  const { take, given } = createWriteCapacity(share, () => at);
  /** Returns how many of these items the capacity takes. */
  const taken = (items: readonly object[]) => items.filter((item) => take(marshall(item))).length;
  const setClock = (milliseconds: number) => {
    at = milliseconds;
  };
  return { taken, given, setClock };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

it('takes 1,000 units a second for one key', () => {
  const { taken, setClock } = capacity();
  const ofOneKey = numbers(2_000).map(() => ({ eventID: 'e' }));

  expect(taken(ofOneKey)).toBe(1_000);
  setClock(500);
  expect(taken(ofOneKey)).toBe(500);
  setClock(60_000);
  expect(taken(ofOneKey)).toBe(1_000);
});

it('takes four times as much for keys that are spread', () => {
  const { taken, given } = capacity();

  expect(taken(numbers(8_000).map((index) => ({ eventID: `e-${index}` })))).toBe(4_000);
  expect(given()).toEqual([1_000, 1_000, 1_000, 1_000]);
});

it('takes nothing for an item that an index has no units for', () => {
  const { taken, given } = capacity();
  const ofOneUser = numbers(2_000).map((index) => ({ eventID: `e-${index}`, userID: 'u', receivedAt: 'now' }));

  expect(taken(ofOneUser)).toBe(1_000);
  expect(given().reduce((sum, units) => sum + units, 0)).toBe(1_000);
});

it('counts each started kilobyte of an item', () => {
  const { taken } = capacity(1 / 10);

  expect(taken(numbers(100).map(() => ({ eventID: 'e', body: 'x'.repeat(4_000) })))).toBe(25);
});

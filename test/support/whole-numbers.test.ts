import { expect, it } from 'vitest';
import { wholeNumbers } from './whole-numbers.ts';

const names = { BODIES: 7, SEED: 9 };

it.each([
  { args: [], numbers: { BODIES: 7, SEED: 9 } },
  { args: ['12'], numbers: { BODIES: 12, SEED: 9 } },
  { args: ['12', '3'], numbers: { BODIES: 12, SEED: 3 } },
])('reads $args', ({ args, numbers }) => {
  expect(wholeNumbers('use', names, args)).toEqual(numbers);
});

it.each([['abc'], ['0'], ['-1'], ['1.5'], ['1', '2', '3'], ['--what']])('says what is wrong with %s', (...args) => {
  expect(() => wholeNumbers('use', names, args)).toThrow(/whole number|Too many|Unknown option/);
});

import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

it('answers 10,000 mutated bodies in the envelope, and keeps them to the byte', { timeout: 120_000 }, async () => {
  expect(await fuzz(10_000, 20_261_122, () => {})).toEqual([]);
});

import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

it('answers 5,000 mutated bodies in the envelope, keeps them to the byte, and shows them', {
  timeout: 300_000,
}, async () => {
  expect(await fuzz(5_000, 20_261_122, () => {})).toEqual([]);
});

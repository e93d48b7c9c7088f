import { lettersLike } from './confusables.ts';
import { isSmallCapital } from './small-capitals.ts';

/** Small letters of Greek and Cyrillic that have capitals. */
const FIRST_AND_LAST: readonly (readonly [first: number, last: number])[] = [
  [0x3b1, 0x3c9],
  [0x430, 0x45f],
];

const LATIN = /^[a-z]/i;

/** Created on first use, so that a cold start does not wait for it. */
let others: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * Returns the small letters of Greek and Cyrillic whose capital looks like this one: н for H and ʜ, м and μ for M and ᴍ. Those that look
 * like a small Latin letter are left out, so that no Latin term is found more often.
 */
export function lettersOfCapital(letter: string): readonly string[] {
  const like = lettersLike(letter) ?? letter;
  const key = isSmallCapital(letter) || like === 'k' ? like.toUpperCase() : like;
  if (key === key.toLowerCase()) return [];
  others ??= created();
  return others.get(key) ?? [];
}

function created(): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const [first, last] of FIRST_AND_LAST) {
    for (let code = first; code <= last; code += 1) {
      const small = String.fromCharCode(code);
      const capital = lettersLike(small.toUpperCase()) ?? small.toUpperCase();
      const like = (lettersLike(small) ?? small).toLowerCase();
      if (LATIN.test(capital) && LATIN.test(like)) continue;
      const known = all.get(capital) ?? [];
      if (!known.includes(like)) all.set(capital, [...known, like]);
    }
  }
  return all;
}

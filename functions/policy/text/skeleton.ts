import { lettersLike } from './confusables.ts';

/** Text between a letter and the one before: nothing visible, only spaces, or anything else that is not a letter. */
export type Gap = 'none' | 'space' | 'other';

/** A code unit of a skeleton. */
export interface Unit {
  readonly letter: string;
  /** Start and end of the character in the text that the unit came from. */
  readonly start: number;
  readonly end: number;
  readonly gap: Gap;
  /** The character is a digit in the text. */
  readonly isDigit: boolean;
}

/** Letters and digits of a text in a form that is equal for texts that look the same. Source: Unicode TR 39, "skeleton". */
export interface Skeleton {
  readonly letters: string;
  readonly units: readonly Unit[];
}

/**
 * Case is folded before confusables, or before and after. Σ is a capital σ, so case must come first. The Cyrillic М looks like M,
 * but the small м not like m, so confusables must come first. In both orders i equals l, because a capital I does.
 */
export type SkeletonOrder = 'case-first' | 'confusables-first';

/** Includes the vowel signs of many scripts, which are marks, but not accents, which belong to every script. */
const LETTER = /[\p{L}\p{N}]|(?!\p{Script=Inherited})\p{M}/u;
const ACCENTS = /(?=\p{Script=Inherited})\p{M}/gu;
const SPACE = /^\s$/u;

/** Includes some characters that count as letters. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

/** Accents that composing did not join with a letter. */
const DECORATION = /(?=\p{Script=Inherited})\p{M}/u;

/** Characters that normalisation composes: a letter and its marks, the letters of a Hangul syllable, half-width kana. */
const CLUSTER = /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|.[\p{M}\uff9e\uff9f]*/gsu;

/** Folds width, case, confusables, invisible characters and, if asked, accents. Its time grows with the text only. */
export function skeletonOf(text: string, foldAccents: boolean, order: SkeletonOrder): Skeleton {
  const units: Unit[] = [];
  let gap: Gap = 'none';
  for (const { 0: cluster, index: start } of text.toWellFormed().matchAll(CLUSTER)) {
    for (const character of cluster.normalize('NFKC')) {
      const plain = foldAccents ? withoutAccents(character) : character;
      if (plain === '' || INVISIBLE.test(plain) || DECORATION.test(plain)) continue;
      const letters = LETTER.test(plain) ? skeletonLetters(plain, order) : (lettersLike(plain) ?? '');
      if (letters === '') {
        if (gap !== 'other') gap = SPACE.test(plain) ? 'space' : 'other';
        continue;
      }
      const source = { start, end: start + cluster.length, isDigit: /\p{N}/u.test(plain) };
      for (const [at, letter] of letters.split('').entries())
        units.push({ ...source, letter, gap: at === 0 ? gap : 'none' });
      gap = 'none';
    }
  }
  return { letters: units.map(({ letter }) => letter).join(''), units };
}

/** Returns the skeleton with m for r and n side by side, which look like m; undefined when it has none. */
export function joinPairs({ letters, units }: Skeleton): Skeleton | undefined {
  if (!letters.includes('rn')) return undefined;
  const joined: Unit[] = [];
  for (const unit of units) {
    const before = joined.at(-1);
    if (unit.letter !== 'n' || before?.letter !== 'r' || unit.gap !== 'none') joined.push(unit);
    else joined.splice(-1, 1, { ...before, letter: 'm', end: unit.end });
  }
  return { letters: joined.map(({ letter }) => letter).join(''), units: joined };
}

function withoutAccents(character: string): string {
  return character.normalize('NFD').replace(ACCENTS, '').normalize('NFC');
}

function skeletonLetters(letter: string, order: SkeletonOrder): string {
  const small = (order === 'case-first' ? letter : confusableOf(letter)).toLowerCase();
  return confusableOf(small).toLowerCase().replaceAll('i', 'l');
}

function confusableOf(letters: string): string {
  return [...letters].map((letter) => lettersLike(letter) ?? letter).join('');
}

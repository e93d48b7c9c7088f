import { lettersLike } from './confusables.ts';

/** What stands between a letter and the one before: nothing visible, only spaces, or anything else that is no letter. */
export type Gap = 'none' | 'space' | 'other';

/** A code unit of a folded text. */
export interface Unit {
  readonly letter: string;
  /** Where the character that it came from starts and ends in the text. */
  readonly start: number;
  readonly end: number;
  readonly gap: Gap;
  /** It was written as a digit. */
  readonly isDigit: boolean;
}

/** A text brought to a form in which what looks the same is the same: letters and digits only, and where they came from. */
export interface Skeleton {
  readonly letters: string;
  readonly units: readonly Unit[];
}

/**
 * Whether case is folded before look-alikes, or after as well: Σ is a capital σ, and the Cyrillic М looks like M but, when it is
 * small, like no m. Both ways, i is like l, because a capital I is.
 */
export type SkeletonOrder = 'case-first' | 'look-first';

/** Also the vowel signs of many scripts, which are marks; but not accents, which belong to every script. */
const LETTER = /[\p{L}\p{N}]|(?!\p{Script=Inherited})\p{M}/u;
const ACCENTS = /(?=\p{Script=Inherited})\p{M}/gu;
const SPACE = /^\s$/u;

/** Nobody sees them, and some of them count as letters. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

/** An accent that belongs to no letter once they are composed: decoration. */
const DECORATION = /(?=\p{Script=Inherited})\p{M}/u;

/** Characters that normalisation makes one: a letter and its marks, the letters of a Hangul syllable, half-width kana. */
const CLUSTER = /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|.[\p{M}\uff9e\uff9f]*/gsu;

/** Folds width, case, look-alikes, invisible characters and, if asked, accents. Time grows with the text only. */
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
      const where = { start, end: start + cluster.length, isDigit: /\p{N}/u.test(plain) };
      for (const [at, letter] of letters.split('').entries())
        units.push({ ...where, letter, gap: at === 0 ? gap : 'none' });
      gap = 'none';
    }
  }
  return { letters: units.map(({ letter }) => letter).join(''), units };
}

/** The same text with r and n, written side by side, as the m that they look like; undefined when there are none. */
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

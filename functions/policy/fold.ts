import { lookOf } from './confusables.ts';

/** A text brought to a form in which what looks the same is the same, and each unit's place in the text. */
export interface Folded {
  /** Letters and digits only. */
  readonly letters: string;
  /** Of each code unit of `letters`: where the character that it came from starts and ends in the text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Of each code unit of `letters`: what stands between it and the one before. */
  readonly gaps: readonly Gap[];
}

/** Nothing visible, only spaces, or anything else that is no letter. */
export type Gap = 'none' | 'space' | 'other';

/**
 * Whether case is folded before look-alikes, or after as well: Σ is a capital σ, and the Cyrillic М looks like M but, when it is
 * small, like no m. Both ways, i is like l, because a capital I is.
 */
export type FoldOrder = 'case-first' | 'look-first';

/** Also the vowel signs of many scripts, which are marks; but not accents, which belong to every script. */
const LETTER = /[\p{L}\p{N}]|(?!\p{Script=Inherited})\p{M}/u;
const ACCENTS = /(?=\p{Script=Inherited})\p{M}/gu;
const SPACE = /^\s$/u;

/** Invisible, or an accent that belongs to no letter once they are composed: decoration. */
const IGNORED = /[\p{Default_Ignorable_Code_Point}\p{Cc}]|\p{Script=Inherited}/u;

/** Folds width, case, look-alikes, invisible characters and, if asked, accents. Time grows with the text only. */
export function fold(text: string, foldAccents: boolean, order: FoldOrder): Folded {
  let letters = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const gaps: Gap[] = [];
  let gap: Gap = 'none';
  for (const { characters, start, end } of composed(text)) {
    for (const character of characters) {
      const plain = foldAccents ? withoutAccents(character) : character;
      if (plain === '' || (IGNORED.test(plain) && !LETTER.test(plain))) continue;
      if (!LETTER.test(plain)) {
        if (gap !== 'other') gap = SPACE.test(plain) ? 'space' : 'other';
        continue;
      }
      const folded = foldLetters(plain, order);
      for (let unit = 0; unit < folded.length; unit += 1) {
        starts.push(start);
        ends.push(end);
        gaps.push(unit === 0 ? gap : 'none');
      }
      letters += folded;
      gap = 'none';
    }
  }
  return { letters, starts, ends, gaps };
}

/** The characters of a text, each with the accents that follow it, normalised by themselves so that places are known. */
function* composed(text: string) {
  for (const match of text.toWellFormed().matchAll(/.\p{M}*/gsu)) {
    yield { characters: match[0].normalize('NFKC'), start: match.index, end: match.index + match[0].length };
  }
}

function withoutAccents(character: string): string {
  return character.normalize('NFD').replace(ACCENTS, '').normalize('NFC');
}

function foldLetters(letter: string, order: FoldOrder): string {
  const small = (order === 'case-first' ? letter : looksOf(letter)).toLowerCase();
  return looksOf(small).toLowerCase().replaceAll('i', 'l');
}

function looksOf(letters: string): string {
  return [...letters].map((letter) => lookOf(letter) ?? letter).join('');
}

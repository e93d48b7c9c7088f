import { canEndWord, lettersWrittenAs } from './folds/digits.ts';
import { FOLDS } from './folds/fold.ts';
import type { Glyph } from './glyph.ts';
import { type Reading, WHEN } from './reading.ts';

const PRINTABLE = /^[ -~]$/;
const LETTER = /^[a-z]$/i;
const DIGIT = /^\d$/;

/** Further readings of letters, by the tables of look-alikes. Those of I and l depend on the letters beside them. */
const ALSO: Readonly<Record<string, readonly Omit<Reading, 'folds'>[]>> = {
  B: also('ß', 'ʙ'),
  E: also('ꞓ'),
  H: also('ʜ'),
  I: [{ letters: 'l', when: WHEN.amongSmall }, ...also('ı')],
  K: also('ĸ'),
  M: also('μ', 'ʍ'),
  T: also('ᴛ'),
  X: also('χ'),
  Z: also('ζ'),
  k: also('ĸ'),
  l: [{ letters: 'i', when: WHEN.amongCapitals }],
  '0': [{ letters: 'o', when: WHEN.inside }],
  '1': [{ letters: 'l', when: WHEN.inside }],
};

function also(...letters: string[]): Omit<Reading, 'folds'>[] {
  return letters.map((letter) => ({ letters: letter, when: 0 }));
}

/** Returns the glyph of a printable character of ASCII, the same as without this. Most names have no others. */
export function asciiGlyph(cluster: string): Glyph | undefined {
  if (!PRINTABLE.test(cluster)) return undefined;
  const isDigit = DIGIT.test(cluster);
  const isLetter = isDigit || LETTER.test(cluster);
  const forms = isLetter ? [{ letters: cluster.toLowerCase(), folds: 0 }] : [];
  return {
    forms,
    readings: [
      ...forms.map((form) => ({ ...form, when: 0 })),
      ...(ALSO[cluster] ?? []).map(({ letters, when }) => ({ letters, folds: 0, when })),
      ...lettersWrittenAs(cluster).map(({ letter, when }) => ({ letters: letter, folds: FOLDS.digits, when })),
    ],
    skip: isLetter ? undefined : 0,
    isSpace: cluster === ' ',
    isMask: cluster === '*' || cluster === '#',
    isDigit,
    canEnd: canEndWord(cluster),
    isAppended: false,
    isFlag: false,
    isSmall: isLetter && cluster !== 'l' && cluster >= 'a',
    isAccented: false,
    isVowelFirst: false,
    isLengthMark: false,
    isCapital: isLetter && !isDigit && cluster < 'a',
    unspaced: undefined,
  };
}

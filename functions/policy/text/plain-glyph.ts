import { canEndWord, lettersWrittenAs } from './folds/digits.ts';
import { FOLDS } from './folds/fold.ts';
import { formsOfHan } from './forms-of-han.ts';
import type { Glyph } from './glyph.ts';
import { type Reading, WHEN } from './reading.ts';

/** Pictures that look like no letter: most emoji. */
const PICTURE = /^[\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6c5}\u{1f90c}-\u{1f9ff}]$/u;

/** Composed Latin letters, except ǫ and ợ, which are also read as q. `ACCENTED` selects those of ASCII. */
const COMPOSED = /^[\u00c0-\u01e9\u01ec-\u024f\u1e00-\u1ee1\u1ee4-\u1eff]$/;
const ACCENTED = /^[a-z][\u0300-\u036f]+$/i;

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

/** A separator, as most symbols are. */
const SYMBOL: Glyph = {
  forms: [],
  readings: [],
  skip: 0,
  isSpace: false,
  isMask: false,
  isDigit: false,
  canEnd: false,
  isAppended: false,
  isFlag: false,
  isSmall: false,
  isAccented: false,
  isVowelFirst: false,
  isLengthMark: false,
  isCapital: false,
  unspaced: undefined,
};

/**
 * Returns the glyph of a printable ASCII character, an ASCII letter with accents, a Han character or a picture. `anyGlyph` returns the same
 * glyph by tables and classes of Unicode. Most names have no other characters.
 */
export function plainGlyph(cluster: string): Glyph | undefined {
  if (PRINTABLE.test(cluster)) return asciiGlyph(cluster);
  if (PICTURE.test(cluster)) return SYMBOL;
  if (COMPOSED.test(cluster)) return accentedGlyph(cluster);
  const han = formsOfHan(cluster);
  return han && { ...SYMBOL, forms: han.forms, readings: han.readings, skip: undefined, unspaced: 'Han' };
}

function asciiGlyph(cluster: string): Glyph {
  const isDigit = DIGIT.test(cluster);
  const isLetter = isDigit || LETTER.test(cluster);
  const forms = isLetter ? [{ letters: cluster.toLowerCase(), folds: 0 }] : [];
  return {
    ...SYMBOL,
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
    isSmall: isLetter && cluster !== 'l' && cluster >= 'a',
    isCapital: isLetter && !isDigit && cluster < 'a',
  };
}

function accentedGlyph(cluster: string): Glyph | undefined {
  const decomposed = cluster.normalize('NFD');
  if (!ACCENTED.test(decomposed)) return undefined;
  const written = { letters: cluster.toLowerCase(), folds: 0 };
  const bare = { letters: decomposed.charAt(0).toLowerCase(), folds: FOLDS.accents };
  const isCapital = decomposed < 'a';
  return {
    ...SYMBOL,
    forms: [written, bare],
    readings: [
      { ...written, when: 0 },
      { ...bare, when: 0 },
      { letters: bare.letters, folds: FOLDS.fancy, when: WHEN.amongAccents },
    ],
    skip: undefined,
    isSmall: !isCapital,
    isAccented: true,
    isCapital,
  };
}

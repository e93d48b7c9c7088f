import { pattern } from './pattern.ts';

/** Properties of a character by its classes of Unicode. */
export interface Kinds {
  /** A letter that looks like punctuation, such as ʼ. */
  readonly isModifier: boolean;
  readonly isDigit: boolean;
  /** A small letter, but not l. */
  readonly isSmall: boolean;
  readonly isCapital: boolean;
  /** A letter of the Latin script that ASCII does not have. */
  readonly isLatin: boolean;
  readonly isVowelFirst: boolean;
  /** Name of the script, if the script puts no spaces between words. */
  readonly unspaced: string | undefined;
}

const HIRAGANA = /^[\u3041-\u3096]$/;
const KATAKANA = /^[\u30a1-\u30fa]$/;

/** Letters of Greek, Cyrillic, Hebrew, Arabic and Hangul. For others, classes of Unicode take several milliseconds of a cold start. */
const OTHERS =
  /^[\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0481\u048a-\u04bf\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\uac00-\ud7a3]$/;

const modifier = pattern(() => /^\p{Lm}$/u);
const UNSPACED: readonly [string, () => RegExp][] = [
  ['Han', pattern(() => /\p{Script=Han}/u)],
  ['Hiragana', pattern(() => /\p{Script=Hiragana}/u)],
  ['Katakana', pattern(() => /\p{Script=Katakana}/u)],
  ['other', pattern(() => /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u)],
];

/** Accepts a letter of a common alphabet, which is visible, and neither a mark, a digit nor Latin. */
export function isAlphabetic(character: string): boolean {
  return OTHERS.test(character) || HIRAGANA.test(character) || KATAKANA.test(character);
}

/** @param cluster a character and its marks as they were written, not composed */
export function hasMark(cluster: string): boolean {
  return !isAlphabetic(cluster) && /\p{M}/u.test(cluster);
}

/** @param normal a character in its compatible form */
export function kindsOf(normal: string): Kinds {
  return isAlphabetic(normal) ? alphabeticKinds(normal) : anyKinds(normal);
}

function alphabeticKinds(letter: string): Kinds {
  return {
    isModifier: false,
    isDigit: false,
    isSmall: letter !== letter.toUpperCase(),
    isCapital: letter !== letter.toLowerCase(),
    isLatin: false,
    isVowelFirst: false,
    unspaced: HIRAGANA.test(letter) ? 'Hiragana' : KATAKANA.test(letter) ? 'Katakana' : undefined,
  };
}

/** Returns the same as `kindsOf`, by classes of Unicode. */
export function anyKinds(normal: string): Kinds {
  return {
    isModifier: modifier().test(normal) && normal !== 'ー',
    isDigit: /^\p{N}+$/u.test(normal),
    isSmall: /^\p{Ll}$/u.test(normal) && normal !== 'l',
    isCapital: /^\p{Lu}$/u.test(normal),
    isLatin: /^(?!\p{ASCII})\p{Script=Latin}/u.test(normal),
    isVowelFirst: /^\p{Logical_Order_Exception}/u.test(normal),
    unspaced: UNSPACED.find(([, script]) => script().test(normal))?.[0],
  };
}

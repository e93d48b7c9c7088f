import type { Form, Reading } from './reading.ts';

/** A character with its marks, and how it can be read. Equal characters share one glyph. */
export interface Glyph {
  readonly readings: readonly Reading[];
  /** Forms of a term's character: letters as they are first. */
  readonly forms: readonly Form[];
  /** Folds that allow to skip this character; undefined when it must be read. */
  readonly skip: number | undefined;
  readonly isSpace: boolean;
  /** The character stands for a letter that its writer hides. */
  readonly isMask: boolean;
  readonly isDigit: boolean;
  /** A symbol such as `$`, which can be the last letter of a word. */
  readonly canEnd: boolean;
  /** A symbol such as ™, ² or ①, which ends a word beside ordinary letters. */
  readonly isAppended: boolean;
  readonly isFlag: boolean;
  readonly isSmall: boolean;
  /** A Latin letter with an accent or a hook. */
  readonly isAccented: boolean;
  /** A vowel of Thai or Lao that stands before its consonant. */
  readonly isVowelFirst: boolean;
  /** Makes a vowel of kana long. Beside other letters it is a separator. */
  readonly isLengthMark: boolean;
  readonly isCapital: boolean;
  /** Name of the script, if it is one that puts no spaces between words. */
  readonly unspaced: string | undefined;
}

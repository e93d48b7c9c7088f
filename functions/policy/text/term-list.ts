import { hash } from 'node:crypto';
import { FOLDS } from './folds/fold.ts';
import type { SortedNeedles } from './term-index.ts';

/** A list of terms, with what was stored of its letters. */
export interface TermList {
  readonly terms: readonly string[];
  readonly letters?: StoredLetters | undefined;
}

/**
 * Letters of a list, made when the list was stored, because they take a large part of a cold start. By the folds that change letters.
 */
export type StoredLetters = Readonly<Record<string, StoredNeedles>>;

/** Needles of terms that match as words, and of those that match anywhere. */
export type StoredNeedles = Readonly<Record<Part, StoredPart>>;

export type Part = 'words' | 'parts';

export interface StoredPart {
  /** A number of two bytes for each needle in the order of letters, in base64: the place of its term, and flags. */
  readonly needles: string;
  /** Letters of the needles whose letters are not the term itself, a line each. */
  readonly letters: string;
}

/** Flags beside the place of a term. A list has at most 10,000 terms. */
export const FLAGS = { place: 0x3fff, ownLetters: 0x4000, strict: 0x8000 } as const;

/** Folds on which the letters of a term depend. The others are folds of names. */
const FOLDS_OF_LETTERS = FOLDS.accents | FOLDS.hanVariants | FOLDS.kana;

/** Raise it with every change of the letters that `needlesOf` returns. A test fails otherwise. */
export const LETTERS_NUMBER = 1;

/** Returns the key under which letters are stored. */
export function lettersKey(folds: number): string {
  return String(folds & FOLDS_OF_LETTERS);
}

/**
 * Names letters, and what they were made of: the list as it is stored, this way to make them, and Unicode. Letters with another mark
 * are not used.
 *
 * @param document the list as JSON
 */
export function markOf(document: string, letters: StoredLetters): string {
  const made = `${LETTERS_NUMBER} ${process.versions.unicode} ${JSON.stringify(letters)} ${document}`;
  return hash('sha256', made, 'base64');
}

/**
 * Returns the letters in a stored list; undefined when there are none, or when something else made them.
 *
 * @param document the list as JSON
 * @param text letters as JSON
 */
export function parseLetters(document: string, text: unknown): StoredLetters | undefined {
  if (typeof text !== 'string') return undefined;
  const { mark, ...letters } = JSON.parse(text);
  return mark === markOf(document, letters) ? letters : undefined;
}

/** Returns the needles of a list that were stored for these folds, if any. */
export function storedNeedles({ terms, letters }: TermList, folds: number, part: Part): SortedNeedles | undefined {
  const stored = letters?.[lettersKey(folds)]?.[part];
  if (!stored) return undefined;
  const bytes = Buffer.from(stored.needles, 'base64');
  const needles = new Uint16Array(bytes.length / 2);
  bytes.copy(Buffer.from(needles.buffer));
  const own = stored.letters.split('\n');
  const all: string[] = [];
  let next = 0;
  for (const needle of needles)
    all.push(((needle & FLAGS.ownLetters) === 0 ? terms[needle & FLAGS.place] : own[next++]) as string);
  return {
    letters: all,
    termAt: (at) => terms[(needles[at] as number) & FLAGS.place] as string,
    isStrictAt: (at) => ((needles[at] as number) & FLAGS.strict) !== 0,
  };
}

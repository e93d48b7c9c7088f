/** Conditions of a reading, which depend on the letters beside it. */
export const WHEN = {
  /** The digit or symbol stands before a letter of its word, or another one does. `Ana1` is not `anal`. */
  inside: 1,
  /** A capital I looks like l beside small letters. */
  amongSmall: 2,
  /** A small l looks like I among capitals. */
  amongCapitals: 4,
  /** A regional indicator is not a half of one flag. */
  noFlag: 8,
  /** Most letters of the word have accents or hooks, and three at least. */
  amongAccents: 16,
  /** Another digit or symbol stands before a letter of this word. */
  amongDigits: 32,
  /** Letters of the same word stand before and behind, with nothing between but digits and symbols. */
  between: 64,
} as const;

/** Letters that a character can be read as. */
export interface Reading {
  readonly letters: string;
  /** Folds that this reading needs. */
  readonly folds: number;
  /** Conditions that this reading needs. */
  readonly when: number;
}

/** Letters of a term's character, and the folds that make them so. */
export interface Form {
  readonly letters: string;
  readonly folds: number;
}

export interface Forms {
  readonly isVisible: boolean;
  readonly isFlag: boolean;
  /** From the letters as they are to those with every fold. Empty for a character that is not a letter. */
  readonly forms: readonly Form[];
  readonly readings: readonly Reading[];
}

import type { Glyph } from './glyph.ts';

/** Text between a character and the one before: nothing visible, only spaces, or anything else that is not a letter. */
export const GAP = { none: 0, space: 1, other: 2 } as const;

/** A single symbol between two letters, which can stand for a letter: none, a dash or line as names have it, or another symbol. */
export const HIDDEN = { none: 0, ordinary: 1, odd: 2 } as const;

/** A character of a name that can be a letter. */
export interface Cell {
  readonly glyph: Glyph;
  /** Start and end in the text. */
  readonly start: number;
  readonly end: number;
  readonly gap: number;
  /** Symbol before, if it is all that stands between this letter and the one before. */
  readonly hidden: number;
  /** Conditions that hold here. */
  when: number;
  /** Equal characters from here on, when this is the first of three or more; else 1. */
  run: number;
}

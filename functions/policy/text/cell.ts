import type { Glyph } from './glyph.ts';

/** Text between a character and the one before: nothing visible, only spaces, or anything else that is not a letter. */
export const GAP = { none: 0, space: 1, other: 2 } as const;

/** A character of a name that can be a letter. */
export interface Cell {
  readonly glyph: Glyph;
  /** Start and end in the text. */
  readonly start: number;
  readonly end: number;
  readonly gap: number;
  /** Conditions that hold here. */
  when: number;
  /** Equal characters from here on, when this is the first of three or more; else 1. */
  run: number;
}

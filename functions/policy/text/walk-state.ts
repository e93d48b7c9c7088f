import { type Cell, GAP } from './cell.ts';
import { FOLDS } from './folds/fold.ts';

/** Properties of the letters that were read so far. */
export const STATE = { spaced: 1, tight: 2, lettered: 4, masked: 8, strict: 16, long: 32, longer: 64 } as const;

export interface WalkOptions {
  readonly folds: number;
  /** Terms match inside words, too. */
  readonly anywhere: boolean;
  /** Compares whole names: spaces are separators, and digits at the end can be letters. */
  readonly isWhole: boolean;
}

/** Letters that a term must have to be found in a reading that short innocent words have, too. */
export const MIN_LETTERS = { [STATE.long]: 4, [STATE.longer]: 5 } as const;

/** Spaces separate words, unless every letter stands alone: "Ana L" is not a match, "a n a l" is. */
export function isDead(state: number): boolean {
  return (state & STATE.spaced) !== 0 && (state & STATE.tight) !== 0;
}

/**
 * Returns what the text before a letter adds.
 *
 * @param before the gap of letters that were skipped
 */
export function gapState(cells: readonly Cell[], at: number, before: number, options: WalkOptions): number {
  const cell = cells[at];
  const gap = Math.max(before, cell?.gap ?? GAP.none);
  if (gap === GAP.none) return STATE.tight;
  if (gap === GAP.other || options.isWhole) return 0;
  if ((options.folds & FOLDS.hanSpaces) === 0) return STATE.spaced;
  const isJoined = (isHanOrKana(cell) && isHanOrKana(cells[at - 1])) || isPartOfSyllable(cells, at);
  return isJoined ? 0 : STATE.spaced;
}

/** Accepts a space in Thai and alike that leaves one letter alone, or a vowel without its consonant. */
function isPartOfSyllable(cells: readonly Cell[], at: number): boolean {
  const [before, cell, after] = [cells[at - 1], cells[at], cells[at + 1]];
  if (before?.glyph.unspaced !== 'other' || cell?.glyph.unspaced !== 'other') return false;
  const isAlone = before.gap !== GAP.none || at === 1 || after === undefined || after.gap !== GAP.none;
  return isAlone || before.glyph.isVowelFirst;
}

function isHanOrKana(cell: Cell | undefined): boolean {
  return cell !== undefined && (cell.glyph.isLengthMark || !['other', undefined].includes(cell.glyph.unspaced));
}

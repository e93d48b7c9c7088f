import { type Cell, GAP } from './cell.ts';
import { FOLDS } from './folds/fold.ts';

/** Properties of the letters that were read so far. */
export const STATE = { spaced: 1, tight: 2, lettered: 4, masked: 8, strict: 16 } as const;

export interface WalkOptions {
  readonly folds: number;
  /** Terms match inside words, too. */
  readonly anywhere: boolean;
  /** Compares whole names: spaces are separators, and digits at the end can be letters. */
  readonly isWhole: boolean;
}

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
  const isEastAsian = isHanOrKana(cell) && isHanOrKana(cells[at - 1]);
  return isEastAsian && (options.folds & FOLDS.hanSpaces) !== 0 ? 0 : STATE.spaced;
}

function isHanOrKana(cell: Cell | undefined): boolean {
  return cell !== undefined && (cell.glyph.isLengthMark || !['other', undefined].includes(cell.glyph.unspaced));
}

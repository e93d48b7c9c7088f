import { type Cell, GAP } from './cells.ts';
import { FOLDS } from './folds/fold.ts';
import { WHEN } from './reading.ts';

/**
 * A word ends at a gap, beside a letter of a script that puts no spaces between words, and with `ends` beside a digit or ™.
 *
 * @param direction -1 for the start of a word, 1 for its end
 * @param isStrict a letter beside it of the same unspaced script does not end the word
 */
export function isWordEnd(
  cells: readonly Cell[],
  at: number,
  direction: -1 | 1,
  folds: number,
  isStrict: boolean,
): boolean {
  const [inside, outside] = [cells[at], cells[at + direction]];
  if (!inside || !outside || (direction < 0 ? inside : outside).gap !== GAP.none) return true;
  const [inner, outer] = [inside.glyph, outside.glyph];
  if (outer.skip !== undefined && (outer.skip & ~folds) === 0) return !(inner.isFlag && outer.isFlag);
  if (inner.unspaced !== undefined || outer.unspaced !== undefined)
    return !isStrict || inner.unspaced !== outer.unspaced;
  if ((folds & FOLDS.ends) === 0) return false;
  return (
    (outer.isDigit && (!inner.isDigit || (inside.when & WHEN.amongDigits) !== 0)) ||
    (outer.isAppended && !inner.isAppended)
  );
}

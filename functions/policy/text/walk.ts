import { type Cell, GAP } from './cell.ts';
import { FOLDS } from './folds/fold.ts';
import { behindHiddenLetters, hiddenAt, type Range } from './hidden-letter.ts';
import { pairAt } from './pairs.ts';
import { WHEN } from './reading.ts';
import { WalkBase } from './walk-base.ts';
import { isDead, STATE } from './walk-state.ts';

/** Folds whose match must be all of a word, because else they cost innocent names. */
const STRICT_FOLDS = FOLDS.kana | FOLDS.fancy;

/** Letters of a character that can be repeated. The Arabic ش has two: it looks like س with a mark. */
const MAX_REPEATED = 3;

const SPACE = 0x20;

/** A match takes as long as some steps. */
const MATCH_STEPS = 10;

/** Reads a name letter by letter in every way, as far as terms begin so. Stops when the budget is spent. */
export class Walk extends WalkBase {
  /** Finds the terms that begin with a character. */
  from(at: number): void {
    this.first = at;
    this.readCell(at, 0, this.index.count, 0, 0);
  }

  private readCell(at: number, low: number, high: number, depth: number, state: number): void {
    const cell = this.cells[at] as Cell;
    const { folds, isWhole } = this.options;
    const { readings, isDigit } = cell.glyph;
    const holding = isWhole ? cell.when | WHEN.inside : cell.when;
    const own = isDigit ? state : state | STATE.lettered;
    for (const { letters, folds: needed, when } of readings) {
      if ((needed & ~folds) !== 0 || (when & ~holding) !== 0) continue;
      const next = (needed & STRICT_FOLDS) === 0 ? own : own | STATE.strict;
      const isFound = this.read(letters, at, low, high, depth, next);
      if (!isFound || cell.run === 1 || (folds & FOLDS.repeats) === 0 || letters.length > MAX_REPEATED) continue;
      for (let count = 1; count <= 3 && count < cell.run; count += 1)
        this.read(letters.repeat(count), at + cell.run - 1, low, high, depth, next | this.gapState(at + 1, GAP.none));
    }
    const pair = pairAt(this.cells, at);
    if (pair) this.read(pair.like, at + 1, low, high, depth, pair.isOrdinary ? own | STATE.longer : own);
  }

  /**
   * Narrows the range of terms by letters of the cells up to `last`, and goes on behind them. Returns false if no term has the first
   * letter.
   */
  private read(letters: string, last: number, low: number, high: number, depth: number, state: number): boolean {
    for (let at = 0; at < letters.length; at += 1) {
      if (this.budget.left <= 0) return false;
      // The first letter of a term is looked up in a map: a miss belongs to the step of its character.
      if (depth + at > 0) this.budget.left -= 1;
      const letter = letters.charCodeAt(at);
      low = this.index.firstWith(letter, depth + at, low, high);
      if (low < 0) return at > 0;
      high = this.index.firstAtLeast(letter + 1, depth + at, low, high);
    }
    this.goOn(last, low, high, depth + letters.length, state);
    return true;
  }

  private goOn(last: number, low: number, high: number, depth: number, state: number): void {
    let next = low;
    for (; next < high && this.index.isComplete(next, depth); next += 1) {
      this.budget.left -= MATCH_STEPS;
      this.complete(next, last, state);
    }
    if (next === high) return;
    let gap: number = GAP.none;
    for (let at = last + 1; at < this.cells.length && this.budget.left > 0; at += 1) {
      const { glyph } = this.cells[at] as Cell;
      this.budget.left -= 1;
      const after = state | this.gapState(at, gap);
      // Reads only the first of equal symbols side by side, because the others find nothing more.
      const isRead = gap === GAP.none || glyph !== this.cells[at - 1]?.glyph;
      if (isRead && !isDead(after)) this.readCell(at, next, high, depth, after);
      if (this.index.letterAt(next, depth) === SPACE) {
        this.budget.left -= 1;
        const ownEnd = this.index.firstAtLeast(SPACE + 1, depth, next, high);
        const own = state | (this.gapState(at, gap) & STATE.tight);
        if (!isDead(own)) this.readCell(at, next, ownEnd, depth + 1, own);
      }
      if (gap === GAP.none) this.readHidden(at, next, high, depth, after);
      if (glyph.skip === undefined || (glyph.skip & ~this.options.folds) !== 0) return;
      gap = Math.max(gap, (this.cells[at] as Cell).gap, GAP.other);
    }
  }

  /** Reads hidden letters as each letter that a term has there. They stand between two letters of one word. */
  private readHidden(at: number, low: number, high: number, depth: number, state: number): void {
    const hidden = hiddenAt(this.cells, at);
    if (!hidden || (this.options.folds & FOLDS.masked) === 0 || (state & STATE.masked) !== 0) return;
    const next = state | STATE.masked | STATE.tight | hidden.state;
    let ranges: Iterable<Range> = [{ low, high, depth }];
    for (let count = 0; count < hidden.count; count += 1) ranges = behindHiddenLetters(this.index, ranges, this.budget);
    for (const range of ranges) this.readCell(hidden.next, range.low, range.high, range.depth, next);
  }
}

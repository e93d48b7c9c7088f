import type { Budget } from './budget.ts';
import { type Cell, GAP } from './cell.ts';
import { FOLDS } from './folds/fold.ts';
import { pairAt } from './pairs.ts';
import { WHEN } from './reading.ts';
import type { Needle, TermIndex } from './term-index.ts';
import { gapState, isDead, STATE, type WalkOptions } from './walk-state.ts';
import { isWordEnd } from './word-end.ts';

/** Folds whose match must be all of a word, because else they cost innocent names. */
const STRICT_FOLDS = FOLDS.kana | FOLDS.fancy;

/** Letters of a character that can be repeated. The Arabic ش has two: it looks like س with a mark. */
const MAX_REPEATED = 3;

const MARK = /\p{M}/u;

const SPACE = 0x20;

/** A match takes as long as some steps. */
const MATCH_STEPS = 10;

/** Reads a name letter by letter in every way, as far as terms begin so. Stops when the budget is spent. */
export class Walk {
  private first = 0;
  private readonly cells: readonly Cell[];
  private readonly index: TermIndex;
  private readonly options: WalkOptions;
  private readonly budget: Budget;
  private readonly found: (needle: Needle, first: number, last: number) => void;

  constructor(
    cells: readonly Cell[],
    index: TermIndex,
    options: WalkOptions,
    budget: Budget,
    found: (needle: Needle, first: number, last: number) => void,
  ) {
    this.cells = cells;
    this.index = index;
    this.options = options;
    this.budget = budget;
    this.found = found;
  }

  /** Finds the terms that begin with a character. */
  from(at: number): void {
    this.first = at;
    this.readCell(at, 0, this.index.needles.length, 0, 0);
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
      this.read(letters, at, low, high, depth, next);
      if (cell.run === 1 || (folds & FOLDS.repeats) === 0 || letters.length > MAX_REPEATED) continue;
      for (let count = 1; count <= 3 && count < cell.run; count += 1)
        this.read(letters.repeat(count), at + cell.run - 1, low, high, depth, next | this.gapState(at + 1, GAP.none));
    }
    const like = pairAt(this.cells, at);
    if (like !== undefined) this.read(like, at + 1, low, high, depth, own);
  }

  /** Narrows the range of terms by letters of the cells up to `last`, and goes on behind them. */
  private read(letters: string, last: number, low: number, high: number, depth: number, state: number): void {
    for (let at = 0; at < letters.length; at += 1) {
      if (this.budget.left <= 0) return;
      this.budget.left -= 1;
      const letter = letters.charCodeAt(at);
      low = this.index.firstWith(letter, depth + at, low, high);
      if (low < 0) return;
      high = this.index.firstAtLeast(letter + 1, depth + at, low, high);
    }
    this.goOn(last, low, high, depth + letters.length, state);
  }

  private goOn(last: number, low: number, high: number, depth: number, state: number): void {
    let next = low;
    for (; next < high && this.index.isComplete(next, depth); next += 1) {
      this.budget.left -= MATCH_STEPS;
      this.complete(this.index.needles[next] as Needle, last, state);
    }
    if (next === high) return;
    let gap: number = GAP.none;
    for (let at = last + 1; at < this.cells.length && this.budget.left > 0; at += 1) {
      const { glyph } = this.cells[at] as Cell;
      this.budget.left -= 1;
      const after = state | this.gapState(at, gap);
      if (!isDead(after)) this.readCell(at, next, high, depth, after);
      if (this.index.letterAt(next, depth) === SPACE) {
        const ownEnd = this.index.firstAtLeast(SPACE + 1, depth, next, high);
        const own = state | (this.gapState(at, gap) & STATE.tight);
        if (!isDead(own)) this.readCell(at, next, ownEnd, depth + 1, own);
      }
      if (glyph.isMask && gap === GAP.none) this.readMask(at, next, high, depth, after);
      if (glyph.skip === undefined || (glyph.skip & ~this.options.folds) !== 0) return;
      gap = Math.max(gap, (this.cells[at] as Cell).gap, GAP.other);
    }
  }

  private gapState(at: number, before: number): number {
    return gapState(this.cells, at, before, this.options);
  }

  /** Reads a hidden letter as each letter that a term has there. It stands between two letters of one word. */
  private readMask(at: number, low: number, high: number, depth: number, state: number): void {
    const [mask, after] = [this.cells[at] as Cell, this.cells[at + 1]];
    const isInside = mask.gap === GAP.none && after?.gap === GAP.none && after.glyph.readings.length > 0;
    if (!isInside || (this.options.folds & FOLDS.masked) === 0 || (state & STATE.masked) !== 0) return;
    for (let from = low; from < high && this.budget.left > 0; ) {
      this.budget.left -= 1;
      const letter = this.index.letterAt(from, depth);
      const to = this.index.firstAtLeast(letter + 1, depth, from, high);
      if (letter > SPACE) {
        let rest = from;
        while (rest < to && this.index.isComplete(rest, depth + 1)) rest += 1;
        if (rest < to) this.readBehindMask(at + 1, rest, to, depth + 1, state | STATE.masked | STATE.tight);
      }
      from = to;
    }
  }

  /** Goes on behind a hidden letter, and behind the mark that may belong to the letter. */
  private readBehindMask(at: number, low: number, high: number, depth: number, state: number): void {
    this.readCell(at, low, high, depth, state);
    const mark = this.index.letterAt(low, depth);
    if (this.budget.left <= 0 || !MARK.test(String.fromCharCode(mark))) return;
    const end = this.index.firstAtLeast(mark + 1, depth, low, high);
    this.readCell(at, low, end, depth + 1, state);
  }

  private complete(needle: Needle, last: number, state: number): void {
    if ((state & STATE.lettered) === 0 && !needle.hasDigits) return;
    const isStrict = needle.isStrict || (state & STATE.strict) !== 0;
    if (!this.options.anywhere || isStrict) {
      const { folds } = this.options;
      if (!isWordEnd(this.cells, this.first, -1, folds, isStrict)) return;
      if (!isWordEnd(this.cells, last, 1, folds, isStrict)) return;
    }
    this.found(needle, this.first, last);
  }
}

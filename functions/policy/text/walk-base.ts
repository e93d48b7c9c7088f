import type { Budget } from './budget.ts';
import type { Cell } from './cell.ts';
import type { TermIndex } from './term-index.ts';
import { gapState, MIN_LETTERS, STATE, type WalkOptions } from './walk-state.ts';
import { isWordEnd } from './word-end.ts';

/** Holds the name and the terms of a walk, and reports the terms that it completes. */
export class WalkBase {
  protected first = 0;
  protected readonly cells: readonly Cell[];
  protected readonly index: TermIndex;
  protected readonly options: WalkOptions;
  protected readonly budget: Budget;
  private readonly found: (term: string, first: number, last: number) => void;

  constructor(
    cells: readonly Cell[],
    index: TermIndex,
    options: WalkOptions,
    budget: Budget,
    found: (term: string, first: number, last: number) => void,
  ) {
    this.cells = cells;
    this.index = index;
    this.options = options;
    this.budget = budget;
    this.found = found;
  }

  protected gapState(at: number, before: number): number {
    return gapState(this.cells, at, before, this.options);
  }

  protected complete(needle: number, last: number, state: number): void {
    if ((state & STATE.lettered) === 0 && !this.index.hasDigitsAt(needle)) return;
    const length = this.index.lengthAt(needle);
    if ((state & STATE.long) !== 0 && length < MIN_LETTERS[STATE.long]) return;
    if ((state & STATE.longer) !== 0 && length < MIN_LETTERS[STATE.longer]) return;
    const isStrict = this.index.isStrictAt(needle) || (state & STATE.strict) !== 0;
    if (!this.options.anywhere || isStrict) {
      const { folds } = this.options;
      if (!isWordEnd(this.cells, this.first, -1, folds, isStrict)) return;
      if (!isWordEnd(this.cells, last, 1, folds, isStrict)) return;
    }
    this.found(this.index.termAt(needle), this.first, last);
  }
}

import { Budget } from './budget.ts';
import { type View, viewsOf } from './views.ts';

/**
 * Steps for a code unit of the text and all rules. Prose in any script takes up to 11 for a rule of 10,000 terms. A name of 1,000 code
 * units that takes all steps is judged in about 25 ms.
 */
const STEPS_PER_UNIT = 40;

/** Length for which a shorter text has steps, too. */
const MIN_UNITS = 1_000;

/** A text that is folded once for all rules, when a rule asks. */
export class FoldedText {
  readonly text: string;
  readonly budget: Budget;
  private views: readonly View[] | undefined;

  constructor(text: string, budget: Budget = new Budget(STEPS_PER_UNIT * Math.max(MIN_UNITS, text.length))) {
    this.text = text;
    this.budget = budget;
  }

  /** Returns a changed text, which has what is left of the budget. */
  of(text: string): FoldedText {
    return text === this.text ? this : new FoldedText(text, this.budget);
  }

  /** The rules took all steps, so that some term may not have been found. */
  get isExhausted(): boolean {
    return this.budget.left <= 0;
  }

  /** The text as it is stored, then as it is read otherwise. */
  get allViews(): readonly View[] {
    this.views ??= viewsOf(this.text);
    return this.views;
  }
}

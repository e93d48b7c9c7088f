import { Budget } from './budget.ts';
import { type View, viewsOf } from './views.ts';

/**
 * Steps for all rules: these, and more for each code unit of the text. Measured with ten rules of 10,000 words in total, 5,000 code units
 * of prose take up to 47 each, most in English with many symbols. A name of 1,000 code units that takes all steps keeps a new process busy
 * for 20 to 50 ms.
 */
const MIN_STEPS = 10_000;
const STEPS_PER_UNIT = 50;

/** A text that is folded once for all rules, when a rule asks. */
export class FoldedText {
  readonly text: string;
  readonly budget: Budget;
  private views: readonly View[] | undefined;

  constructor(text: string, budget: Budget = new Budget(MIN_STEPS + STEPS_PER_UNIT * text.length)) {
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

  /** The text as it is stored, then as it is read otherwise. Nothing when the steps are taken. */
  get allViews(): readonly View[] {
    if (this.isExhausted) return [];
    this.views ??= this.fold();
    return this.views;
  }

  private fold(): readonly View[] {
    const views = viewsOf(this.text);
    this.budget.left -= views.length * this.text.length;
    return views;
  }
}

import { Budget } from './budget.ts';
import { type View, viewsOf } from './views.ts';

/**
 * Steps for all rules: these, and more for each code unit of the text. A name of 1,000 code units that takes all steps keeps the main
 * thread of a new process busy for 15 to 50 ms on two cores that others use, too.
 */
const MIN_STEPS = 10_000;
const STEPS_PER_UNIT = 50;

/**
 * Code units of a long text, such as a group's introduction, beyond which each has more steps. Measured with ten rules of 10,000 words in
 * total that match anywhere, 5,000 code units of prose take up to 50 steps each, of code, style sheets and offers full of symbols 91.
 */
const LONG_TEXT = 1_000;
const STEPS_PER_UNIT_OF_LONG = 120;

/** A text that is folded once for all rules, when a rule asks. */
export class FoldedText {
  readonly text: string;
  readonly budget: Budget;
  private views: readonly View[] | undefined;

  constructor(text: string, budget: Budget = new Budget(stepsFor(text.length))) {
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

function stepsFor(units: number): number {
  const long = Math.max(0, units - LONG_TEXT);
  return MIN_STEPS + STEPS_PER_UNIT * (units - long) + STEPS_PER_UNIT_OF_LONG * long;
}

import { Budget } from './budget.ts';
import type { Cell } from './cell.ts';
import { type Cluster, cellsOf, clustersOf } from './cells.ts';
import { isUpsideDown, turnedBack } from './folds/turned.ts';

/**
 * Steps for a code unit of the text and all rules. Prose in any script takes up to 11 for a rule of 10,000 terms. A name of 1,000 code
 * units that takes all steps is judged in about 25 ms.
 */
const STEPS_PER_UNIT = 40;

/** Length for which a shorter text has steps, too. */
const MIN_UNITS = 1_000;

const OVERRIDE = '\u202e';
const OVERRIDE_ENDS = ['\u202c', '\u2029', '\n'];

/** A text that is folded once for all rules, when a rule asks. */
export class FoldedText {
  readonly text: string;
  readonly budget: Budget;
  private views: readonly (readonly Cell[])[] | undefined;

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

  /** The text as it is stored. */
  get cells(): readonly Cell[] {
    return this.allViews[0] ?? [];
  }

  /** The text as it shows, if it shows otherwise. */
  get reversed(): readonly (readonly Cell[])[] {
    return this.allViews.slice(1);
  }

  private get allViews(): readonly (readonly Cell[])[] {
    this.views ??= viewsOf(this.text);
    return this.views;
  }
}

function viewsOf(text: string): Cell[][] {
  const clusters = clustersOf(text);
  const views = [cellsOf(clusters)];
  if (text.includes(OVERRIDE)) views.push(cellsOf(overridden(clusters)));
  if (isUpsideDown(text))
    views.push(cellsOf(clusters.map((cluster) => ({ ...cluster, text: turnedBack(cluster.text) })).reverse()));
  return views;
}

/** Returns the characters in the order in which they show: reversed between an override and its end. */
function overridden(clusters: readonly Cluster[]): Cluster[] {
  const shown: Cluster[] = [];
  for (let at = 0; at < clusters.length; at += 1) {
    shown.push(clusters[at] as Cluster);
    if (!clusters[at]?.text.startsWith(OVERRIDE)) continue;
    const end = clusters.findIndex(({ text }, index) => index > at && OVERRIDE_ENDS.includes(text));
    const segment = clusters.slice(at + 1, end < 0 ? undefined : end);
    shown.push(...segment.reverse());
    at += segment.length;
  }
  return shown;
}

/** Median of the rounds, with the quartiles between which half of the rounds are. */
export interface Figure {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** @param rounds at least one */
export function figureOf(rounds: readonly number[]): Figure {
  const sorted = rounds.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const [below = Number.NaN, above = Number.NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return below + (above - below) * (place % 1);
  };
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) };
}

/** Returns the ratios of two contenders that were measured in the same rounds, round by round. */
export function ratioOf(rounds: readonly number[], reference: readonly number[]): Figure {
  return figureOf(rounds.map((value, round) => value / (reference[round] ?? Number.NaN)));
}

/** Shows the median, and the quartiles if they differ. */
export function shown({ median, lower, upper }: Figure, digits: number): string {
  const text = (value: number) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const [middle, low, high] = [text(median), text(lower), text(upper)];
  return low === high ? middle : `${middle} (${low}–${high})`;
}

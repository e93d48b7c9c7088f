import type { Budget } from './budget.ts';
import type { TermIndex } from './term-index.ts';

/** Terms that go on alike from `depth` on. */
interface Range {
  readonly low: number;
  readonly high: number;
  readonly depth: number;
}

const MARK = /\p{M}/u;

const SPACE = 0x20;

/** Yields the terms behind each letter that a hidden one can be, and behind the mark that may belong to it. */
export function* behindHiddenLetter(
  index: TermIndex,
  { low, high, depth }: Range,
  budget: Budget,
): Generator<Range, void> {
  for (let from = low; from < high && budget.left > 0; ) {
    budget.left -= 1;
    const letter = index.letterAt(from, depth);
    const to = index.firstAtLeast(letter + 1, depth, from, high);
    let rest = from;
    while (rest < to && index.isComplete(rest, depth + 1)) rest += 1;
    if (letter > SPACE && rest < to) {
      yield { low: rest, high: to, depth: depth + 1 };
      budget.left -= 1;
      const mark = index.letterAt(rest, depth + 1);
      if (MARK.test(String.fromCharCode(mark)))
        yield { low: rest, high: index.firstAtLeast(mark + 1, depth + 1, rest, to), depth: depth + 2 };
    }
    from = to;
  }
}

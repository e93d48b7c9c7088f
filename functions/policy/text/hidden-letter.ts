import type { Budget } from './budget.ts';
import { type Cell, GAP, HIDDEN } from './cell.ts';
import { pattern } from './pattern.ts';
import type { TermIndex } from './term-index.ts';
import { STATE } from './walk-state.ts';

/** Terms that go on alike from `depth` on. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly depth: number;
}

const combining = pattern(() => /\p{M}/u);

const SPACE = 0x20;

/** Most hidden letters side by side: `f**k`. */
const MAX_HIDDEN = 3;

interface HiddenLetters {
  readonly count: number;
  /** The letter behind them. */
  readonly next: number;
  /** Properties of a match with them. */
  readonly state: number;
}

/** Returns the letters that are hidden from a character on, or right before it. */
export function hiddenAt(cells: readonly Cell[], at: number): HiddenLetters | undefined {
  const cell = cells[at];
  if (cell && cell.hidden !== HIDDEN.none) {
    const state = cell.hidden === HIDDEN.odd ? STATE.long : STATE.long | STATE.strict;
    return { count: 1, next: at, state };
  }
  if (cell?.gap !== GAP.none || cell.glyph.skip !== 0) return undefined;
  let next = at + 1;
  while (cell.glyph.isMask && next - at < MAX_HIDDEN && isSame(cells[next], cell)) next += 1;
  const after = cells[next];
  if (after?.gap !== GAP.none || after.glyph.readings.length === 0) return undefined;
  return { count: next - at, next, state: cell.glyph.isMask && next - at === 1 ? 0 : STATE.long };
}

function isSame(cell: Cell | undefined, { glyph }: Cell): boolean {
  return cell?.gap === GAP.none && cell.glyph === glyph;
}

export function* behindHiddenLetters(
  index: TermIndex,
  ranges: Iterable<Range>,
  budget: Budget,
): Generator<Range, void> {
  for (const range of ranges) yield* behindHiddenLetter(index, range, budget);
}

/** Yields the terms behind each letter that a hidden one can be, and behind the mark that may belong to it. */
function* behindHiddenLetter(index: TermIndex, { low, high, depth }: Range, budget: Budget): Generator<Range, void> {
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
      if (combining().test(String.fromCharCode(mark)))
        yield { low: rest, high: index.firstAtLeast(mark + 1, depth + 1, rest, to), depth: depth + 2 };
    }
    from = to;
  }
}

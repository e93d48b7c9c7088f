import { pattern } from './pattern.ts';
/** A term as letters. */
export interface Needle {
  readonly term: string;
  /** Its letters, with a space where the term has a separator. */
  readonly letters: string;
  readonly hasDigits: boolean;
  /** A fold that costs innocent names made these letters. They must be all of a word. */
  readonly isStrict: boolean;
}

/** Needles in the order of their letters, no two alike. */
export interface SortedNeedles {
  readonly letters: readonly string[];
  termAt(at: number): string;
  isStrictAt(at: number): boolean;
}

const digit = pattern(() => /\p{N}/u);

/**
 * Terms in the order of their letters. Those that begin alike stand side by side, so that a range of them narrows with each letter read.
 * An Aho–Corasick automaton reads one text, but here each character has several readings; and an array of letters takes less memory.
 */
export class TermIndex {
  readonly count: number;
  private readonly needles: SortedNeedles;
  /** Letters of all needles, one after the other. */
  private readonly letters: Uint16Array;
  private readonly starts: Int32Array;
  private readonly byFirst = new Map<number, number>();

  constructor(needles: SortedNeedles) {
    this.needles = needles;
    this.count = needles.letters.length;
    this.starts = new Int32Array(this.count + 1);
    let end = 0;
    let first = -1;
    for (let at = 0; at < this.count; at += 1) {
      const letters = needles.letters[at] as string;
      if (letters.charCodeAt(0) !== first) {
        first = letters.charCodeAt(0);
        this.byFirst.set(first, at);
      }
      end += letters.length;
      this.starts[at + 1] = end;
    }
    this.letters = new Uint16Array(end);
    Buffer.from(this.letters.buffer).write(needles.letters.join(''), 'utf16le');
  }

  termAt(needle: number): string {
    return this.needles.termAt(needle);
  }

  isStrictAt(needle: number): boolean {
    return this.needles.isStrictAt(needle);
  }

  hasDigitsAt(needle: number): boolean {
    return digit().test(this.termAt(needle));
  }

  lengthAt(needle: number): number {
    return (this.starts[needle + 1] as number) - (this.starts[needle] as number);
  }

  /** Returns the letter of a needle, or -1 after its end. */
  letterAt(needle: number, depth: number): number {
    const at = (this.starts[needle] as number) + depth;
    return at < (this.starts[needle + 1] as number) ? (this.letters[at] as number) : -1;
  }

  isComplete(needle: number, depth: number): boolean {
    return this.lengthAt(needle) === depth;
  }

  /** Returns the first needle from `low` with this letter at `depth`, or -1. */
  firstWith(letter: number, depth: number, low: number, high: number): number {
    if (depth === 0) return this.byFirst.get(letter) ?? -1;
    if (high - low === 1) return this.letterAt(low, depth) === letter ? low : -1;
    const first = this.firstAtLeast(letter, depth, low, high);
    return first < high && this.letterAt(first, depth) === letter ? first : -1;
  }

  /** Returns the first needle from `low` with this letter or a greater one at `depth`, else `high`. */
  firstAtLeast(letter: number, depth: number, low: number, high: number): number {
    let [from, to] = [low, high];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.letterAt(middle, depth) < letter) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

export function sorted(needles: readonly Needle[]): SortedNeedles {
  const own = withoutDuplicates(needles);
  return {
    letters: own.map(({ letters }) => letters),
    termAt: (at) => (own[at] as Needle).term,
    isStrictAt: (at) => (own[at] as Needle).isStrict,
  };
}

/** Returns needles in the order of their letters. Of those that are alike the first one stays. */
export function withoutDuplicates<Any extends Needle>(needles: readonly Any[]): readonly Any[] {
  const inOrder = needles.toSorted((a, b) => (a.letters < b.letters ? -1 : a.letters > b.letters ? 1 : 0));
  return inOrder.filter((needle, at) => {
    for (let before = at - 1; inOrder[before]?.letters === needle.letters; before -= 1) {
      const other = inOrder[before] as Any;
      if (other.hasDigits === needle.hasDigits && other.isStrict === needle.isStrict) return false;
    }
    return true;
  });
}

/** A term as letters. */
export interface Needle {
  readonly term: string;
  /** Its letters, with a space where the term has a separator. */
  readonly letters: string;
  readonly hasDigits: boolean;
  /** A fold that costs innocent names made these letters. They must be all of a word. */
  readonly isStrict: boolean;
}

/**
 * Terms in the order of their letters. Those that begin alike stand side by side, so that a range of them narrows with each letter read.
 * An Aho–Corasick automaton reads one text, but here each character has several readings; and an array of letters takes less memory.
 */
export class TermIndex {
  readonly needles: readonly Needle[];
  /** Letters of all needles, one after the other. */
  private readonly letters: Uint16Array;
  private readonly starts: Int32Array;
  private readonly byFirst = new Map<number, number>();

  constructor(needles: readonly Needle[]) {
    this.needles = withoutDuplicates(needles);
    const count = this.needles.length;
    this.starts = new Int32Array(count + 1);
    for (let at = 0; at < count; at += 1)
      this.starts[at + 1] = (this.starts[at] as number) + (this.needles[at] as Needle).letters.length;
    this.letters = new Uint16Array(this.starts[count] as number);
    let end = 0;
    for (let at = 0; at < count; at += 1) {
      const { letters } = this.needles[at] as Needle;
      const first = letters.charCodeAt(0);
      if (!this.byFirst.has(first)) this.byFirst.set(first, at);
      for (let index = 0; index < letters.length; index += 1) this.letters[end++] = letters.charCodeAt(index);
    }
  }

  /** Returns the letter of a needle, or -1 after its end. */
  letterAt(needle: number, depth: number): number {
    const at = (this.starts[needle] as number) + depth;
    return at < (this.starts[needle + 1] as number) ? (this.letters[at] as number) : -1;
  }

  isComplete(needle: number, depth: number): boolean {
    return (this.starts[needle + 1] as number) - (this.starts[needle] as number) === depth;
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

/** Returns needles in the order of their letters. Of those that are alike the first one stays. */
function withoutDuplicates(needles: readonly Needle[]): readonly Needle[] {
  const sorted = needles.toSorted((a, b) => (a.letters < b.letters ? -1 : a.letters > b.letters ? 1 : 0));
  return sorted.filter((needle, at) => {
    for (let before = at - 1; sorted[before]?.letters === needle.letters; before -= 1) {
      const other = sorted[before] as Needle;
      if (other.hasDigits === needle.hasDigits && other.isStrict === needle.isStrict) return false;
    }
    return true;
  });
}

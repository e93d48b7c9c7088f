/** Minimum time between two lines of the same kind. */
const INTERVAL_MS = 10_000;

/** Prints lines for the operator. Of each kind it prints the first at once, then one in ten seconds with the number of others. */
export class LimitedLines {
  readonly #print: (line: string) => void;
  readonly #now: () => number;
  readonly #kinds = new Map<string, { printedMs: number; others: number }>();

  /** @param now returns milliseconds of a monotonic clock */
  constructor(print: (line: string) => void, now: () => number) {
    this.#print = print;
    this.#now = now;
  }

  print(kind: string, line: string): void {
    const now = this.#now();
    const before = this.#kinds.get(kind);
    if (before !== undefined && now - before.printedMs < INTERVAL_MS) {
      before.others += 1;
      return;
    }
    const others = before?.others ? ` (and ${before.others} more since the last line)` : '';
    this.#kinds.set(kind, { printedMs: now, others: 0 });
    this.#print(line + others);
  }
}

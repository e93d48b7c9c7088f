import type { StatementSync } from 'node:sqlite';

/** Finds the oldest request of each target, without reading those of other targets again and again. */
export class OldestWaiting {
  /** For each target the sequence before which nothing waits. */
  readonly #from = new Map<string, number>();
  #lastSequence = 0;

  /** Notes a new request. */
  added(sequence: number): void {
    this.#lastSequence = sequence;
  }

  /** Forgets everything, after a change that is not known. */
  reset(): void {
    this.#from.clear();
    this.#lastSequence = 0;
  }

  /**
   * Returns the time of receipt of the oldest request that waits for each target.
   *
   * @param statement OLDEST of statements.ts
   * @param waiting numbers of requests by target
   */
  find(statement: StatementSync, targets: readonly string[], waiting: ReadonlyMap<string, number>) {
    const found = targets.flatMap((target): [target: string, receivedAt: string][] => {
      const from = this.#from.get(target) ?? 0;
      const row = (waiting.get(target) ?? 0) > 0 ? statement.get(from, target) : undefined;
      this.#from.set(target, row === undefined ? Math.max(from, this.#lastSequence) : Number(row.sequence));
      return row === undefined ? [] : [[target, String(row.received_at)]];
    });
    return Object.fromEntries(found);
  }
}

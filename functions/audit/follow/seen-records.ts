/** Time for which an ID is kept after its row can no longer be read, because an index may show a mark later than its record. */
const MARGIN_MS = 120_000;

/** How far one list has been read, oldest first, and the records that were seen in it since a little before. */
export class SeenRecords {
  /** Times of seen records by their IDs, nearly in order. */
  readonly #times = new Map<string, number>();
  readonly #lookBackMs: number;
  #reached: number;

  /** @param reached milliseconds since 1970 */
  constructor(reached: number, lookBackMs: number) {
    this.#reached = reached;
    this.#lookBackMs = lookBackMs;
  }

  /** Time up to which the list is read, in milliseconds since 1970. */
  get reached(): number {
    return this.#reached;
  }

  /** Time from which the list is read again, because rows may appear behind others. */
  get since(): number {
    return this.#reached - this.#lookBackMs;
  }

  get count(): number {
    return this.#times.size;
  }

  has(recordID: string): boolean {
    return this.#times.has(recordID);
  }

  see(recordID: string, time: number): void {
    this.#times.set(recordID, time);
  }

  /** Everything up to this time is read. A read that fails later goes on from there. */
  passed(time: number): void {
    this.#reached = Math.max(this.#reached, time);
    for (const [recordID, seenAt] of this.#times) {
      if (seenAt >= this.since - MARGIN_MS) return;
      this.#times.delete(recordID);
    }
  }
}

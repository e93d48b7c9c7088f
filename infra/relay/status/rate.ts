const SECONDS = 60;

/** Rate of a growing number over the last minute. */
export class Rate {
  readonly #samples: number[] = [];

  /** Adds the number of each second. */
  sample(total: number): void {
    this.#samples.push(total);
    if (this.#samples.length > SECONDS + 1) this.#samples.shift();
  }

  get perSecond(): number {
    const seconds = this.#samples.length - 1;
    return seconds < 1 ? 0 : ((this.#samples.at(-1) ?? 0) - (this.#samples[0] ?? 0)) / seconds;
  }
}

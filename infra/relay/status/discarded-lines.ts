import type { Spool } from '../spool/spool.ts';
import { discardedLine } from './relay-lines.ts';

const PAGE = 100;

export interface DiscardedLinesOptions {
  readonly spool: Pick<Spool, 'listDiscarded' | 'forgetDiscarded'>;
  readonly print: (line: string) => void;
}

/** Prints a line about each callback that a command has discarded, also about those of a time when no relay ran. */
export class DiscardedLines {
  readonly #options: DiscardedLinesOptions;
  #mayHaveMore = true;
  #isBusy = false;
  #printed = 0;

  constructor(options: DiscardedLinesOptions) {
    this.#options = options;
  }

  /** Says that another process has changed the spool. */
  notify(): void {
    this.#mayHaveMore = true;
  }

  /** Prints what is due. After a failure of the spool, the next call goes on. */
  async print(): Promise<void> {
    if (this.#isBusy || !this.#mayHaveMore) return;
    this.#isBusy = true;
    this.#mayHaveMore = false;
    try {
      await this.#printPages();
    } catch {
      this.#mayHaveMore = true;
    } finally {
      this.#isBusy = false;
    }
  }

  /** Notes are removed after their lines are printed, so that a kill in between repeats lines, and loses none. */
  async #printPages(): Promise<void> {
    const { spool, print } = this.#options;
    for (;;) {
      const page = await spool.listDiscarded(this.#printed, PAGE);
      for (const each of page) {
        print(discardedLine(each));
        this.#printed = each.number;
      }
      if (page.length < PAGE) break;
    }
    if (this.#printed > 0) await spool.forgetDiscarded(this.#printed);
  }
}

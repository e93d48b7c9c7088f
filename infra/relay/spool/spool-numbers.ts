import { OldestWaiting } from './oldest-waiting.ts';
import type { SpoolDatabase } from './spool-database.ts';
import type { LastingBytes, SpoolMeasure } from './spooled.ts';
import { COUNT, OLDEST, SET_ASIDE_BYTES } from './statements.ts';

/** Numbers of waiting requests by target, and of those set aside. */
interface Counts {
  readonly waiting: Map<string, number>;
  readonly setAside: number;
}

/** Measures a spool. It counts its own changes, and reads the tables only after changes that it can't know. */
export class SpoolNumbers {
  readonly #database: SpoolDatabase;
  readonly #targets: readonly string[];
  readonly #oldest = new OldestWaiting();
  /** Undefined when they must be counted. */
  #counts: Counts | undefined;
  #dataVersion: number;
  #foreignChanges = 0;
  #commits = 0;
  #skippedCopies = 0;

  /** @param targets names of those that requests are delivered to */
  constructor(database: SpoolDatabase, targets: readonly string[]) {
    this.#database = database;
    this.#targets = targets;
    this.#dataVersion = database.pragma('data_version');
  }

  /** Counts copies that a nearly full spool did not take. */
  countSkippedCopies(copies: number): void {
    this.#skippedCopies += copies;
  }

  /** Counts a transaction that stored requests. */
  countCommit(): void {
    this.#commits += 1;
  }

  /** Notes a new request. */
  added(sequence: number): void {
    this.#oldest.added(sequence);
  }

  addWaiting(target: string, requests: number): void {
    this.#counts?.waiting.set(target, (this.#counts.waiting.get(target) ?? 0) + requests);
  }

  /** Counts again at the next measurement, because requests were set aside or discarded. */
  recount(): void {
    this.#counts = undefined;
  }

  /** Forgets everything, after a change that is not known. */
  reset(): void {
    this.recount();
    this.#oldest.reset();
  }

  measure(): SpoolMeasure {
    const dataVersion = this.#database.pragma('data_version');
    if (dataVersion !== this.#dataVersion) {
      this.#foreignChanges += 1;
      this.reset();
    }
    this.#dataVersion = dataVersion;
    this.#counts ??= this.#count();
    const { waiting, setAside } = this.#counts;
    return {
      waiting: Object.fromEntries(waiting),
      oldest: this.#oldest.find(this.#database.statement(OLDEST), this.#targets, waiting),
      setAside,
      bytes: this.#database.bytes,
      commits: this.#commits,
      skippedCopies: this.#skippedCopies,
      foreignChanges: this.#foreignChanges,
    };
  }

  /** Reads all deliveries, so that it is not part of each measurement. */
  lastingBytes(): LastingBytes {
    const isNoneAside = this.#counts?.setAside === 0;
    const row = isNoneAside ? undefined : this.#database.statement(SET_ASIDE_BYTES).get();
    return { setAside: Number(row?.bytes ?? 0), log: this.#database.excessLogBytes };
  }

  #count(): Counts {
    const waiting = new Map(this.#targets.map((target) => [target, 0]));
    let setAside = 0;
    for (const { target, is_aside, requests } of this.#database.statement(COUNT).all()) {
      if (is_aside === 1) setAside += Number(requests);
      else waiting.set(String(target), Number(requests));
    }
    return { waiting, setAside };
  }
}

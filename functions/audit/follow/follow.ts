import { setTimeout } from 'node:timers/promises';
import type { Table } from '../../dynamodb/table.ts';
import { LATE_MS } from '../late-mark.ts';
import type { Selected, Selection } from '../selection-progress.ts';
import type { Following, FollowOptions } from './follow-options.ts';
import { type Followed, poll } from './poll.ts';
import { SeenRecords } from './seen-records.ts';

/**
 * Time before the last poll that is read again. A record is written at most 3.5 s after its receipt, or is marked as late from 10 s on.
 * An index follows its table within seconds, and clocks differ a little.
 */
const LOOK_BACK_MS = 30_000;

/** Entries of people come later: those of 100,000 people within three minutes. A user has few rows to read again. */
const LOOK_BACK_FOR_USERS_MS = 300_000;

const INTERVAL_MS = 2_000;
const MAX_INTERVAL_MS = 10_000;

/** Rows that are handed over together. */
const MAX_BATCH = 100;

/**
 * Yields new records of a query by the time when they were recorded, also those that waited in the queue. Each poll yields late ones,
 * then the others in the order of their receipt. Only the first poll throws: later ones are tried again.
 *
 * @throws what the client throws in the first poll
 */
export function follow(table: Table, followed: Followed, options: FollowOptions): Following {
  const following = new FollowProgress(followed, options);
  return Object.defineProperties(following.batches(table), {
    resumeAt: { get: () => following.resumeAt },
    readUnits: { get: () => following.sum('readUnits') },
    requests: { get: () => following.sum('requests') },
  }) as Following;
}

class FollowProgress {
  readonly #followed: Followed;
  readonly #options: FollowOptions;
  readonly #start: number;
  readonly #rows: SeenRecords;
  readonly #late: SeenRecords;
  #selections: Selection[] = [];
  readonly #spent = { readUnits: 0, requests: 0 };

  constructor(followed: Followed, options: FollowOptions) {
    this.#followed = followed;
    this.#options = options;
    this.#start = options.since === undefined ? options.now().getTime() : Date.parse(options.since);
    const lookBackMs = followed.wanted.index === 'byUser' ? LOOK_BACK_FOR_USERS_MS : LOOK_BACK_MS;
    this.#rows = new SeenRecords(this.#start, lookBackMs);
    this.#late = new SeenRecords(this.#start, LOOK_BACK_MS);
  }

  get resumeAt(): string {
    const reached = Math.min(this.#rows.reached, this.#late.reached) - LATE_MS;
    return new Date(Math.max(this.#start, reached)).toISOString();
  }

  sum(what: 'readUnits' | 'requests'): number {
    return this.#selections.reduce((sum, selection) => sum + selection[what], this.#spent[what]);
  }

  async *batches(table: Table): AsyncGenerator<Selected[], void> {
    const {
      signal,
      now,
      onFailure,
      onRecovery = () => {},
      pause = wait,
      maxReadUnits = Number.POSITIVE_INFINITY,
    } = this.#options;
    let failures = 0;
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      let batch: Selected[] = [];
      try {
        for await (const selected of this.#poll(table, now().getTime(), isFirst)) {
          batch.push(selected);
          if (batch.length < MAX_BATCH) continue;
          yield batch;
          batch = [];
        }
        if (failures > 0 && !signal.aborted) onRecovery();
        failures = 0;
      } catch (error) {
        if (isFirst && !signal.aborted) throw error;
        failures += 1;
        if (!signal.aborted) onFailure(error, failures);
      }
      if (batch.length > 0) yield batch;
      if (this.sum('readUnits') >= maxReadUnits) return;
      await pause(Math.min(INTERVAL_MS * 2 ** Math.max(0, failures - 1), MAX_INTERVAL_MS), signal);
    }
  }

  async *#poll(table: Table, now: number, isFirst: boolean): AsyncGenerator<Selected, void> {
    for (const name of ['readUnits', 'requests'] as const) this.#spent[name] = this.sum(name);
    this.#selections = [];
    yield* poll(table, this.#followed, {
      rows: this.#rows,
      late: this.#late,
      // Later, what was received before may still be recorded.
      shownSince: isFirst ? this.#start : Number.NEGATIVE_INFINITY,
      now,
      signal: this.#options.signal,
      onSelection: (selection) => this.#selections.push(selection),
    });
  }
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}

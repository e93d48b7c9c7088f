import { isThrottlingError } from '@smithy/core/retry';
import { isForGood, put } from '../audit/put.ts';
import { enqueue, type FallbackQueue } from '../audit/queue.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { AuditTable } from '../audit/table.ts';
import { Breaker } from './breaker.ts';
import type { Deadline } from './deadline.ts';
import type { StoredIn } from './handled.ts';

export interface Stored {
  /** Undefined when neither place took it. */
  readonly storedIn: Exclude<StoredIn, 'log'> | undefined;
  readonly isRepeat: boolean;
  /** What failed on the way there, or had failed before, so that the table was not tried first. */
  readonly failure?: unknown;
}

type Place = (record: AuditRecord, signal: AbortSignal) => Promise<Stored>;

/**
 * Writes a record down in the first place that takes it in time. Never throws.
 *
 * The table is tried first, then the queue. After a table failure the queue goes first for a while, because OpenIM drops events
 * while it waits for us.
 */
export type Store = (record: AuditRecord, deadline: Deadline) => Promise<Stored>;

/** Minimum time before a timeout counts against the table. Packing a large record is a part of it. */
const MIN_BLAME_TIME_MS = 1_000;

/** @param now milliseconds; must not jump */
export function createStore(table: AuditTable, queue: FallbackQueue | undefined, now: () => number): Store {
  const breaker = new Breaker(now);
  const inTable: Place = async (record, signal) => {
    const askedAt = now();
    try {
      const result = await put(table, record, signal);
      breaker.succeeded();
      return { storedIn: 'table', isRepeat: result === 'repeat' };
    } catch (failure) {
      const hadTime = !signal.aborted || now() - askedAt > MIN_BLAME_TIME_MS;
      // A throttle is about one hot key, and an answer of a table that works for the others.
      if (isThrottlingError(failure as Parameters<typeof isThrottlingError>[0])) breaker.succeeded();
      else if (hadTime && !isForGood(failure)) breaker.failed(failure);
      throw failure;
    }
  };
  const inQueue: Place | undefined =
    queue &&
    (async (record, signal) => {
      await enqueue(queue, record, signal);
      return { storedIn: 'queue', isRepeat: false };
    });
  return async (record, { first, second }) => {
    const places = !inQueue ? [inTable] : breaker.allows() ? [inTable, inQueue] : [inQueue, inTable];
    let failure = places[0] === inTable ? undefined : breaker.lastFailure;
    for (const place of places) {
      try {
        return { failure, ...(await place(record, place === places.at(-1) ? second : first)) };
      } catch (error) {
        failure = error;
      }
    }
    return { storedIn: undefined, isRepeat: false, failure };
  };
}

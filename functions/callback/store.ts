import { isThrottlingError } from '@smithy/core/retry';
import { isForGood, put } from '../audit/put.ts';
import { enqueue } from '../audit/queue.ts';
import type { AuditRecord } from '../audit/record.ts';
import { Breaker } from './breaker.ts';
import type { Deadline } from './deadline.ts';
import { environment } from './environment.ts';
import type { StoredIn } from './handled.ts';

export interface Stored {
  /** Undefined when neither place took it. */
  readonly storedIn: Exclude<StoredIn, 'log'> | undefined;
  readonly isRepeat: boolean;
  /** What failed on the way there, or had failed before, so that the table was not tried first. */
  readonly failure?: unknown;
}

type Place = (record: AuditRecord, signal: AbortSignal) => Promise<Stored>;

/** Milliseconds that a table must have had to be to blame when time is up. To pack a large record is a part of them. */
const LEAST_TIME = 1_000;

const breaker = new Breaker();

const inTable: Place = async (record, signal) => {
  const askedAt = performance.now();
  try {
    const result = await put(environment.auditTable, record, signal);
    breaker.succeeded();
    return { storedIn: 'table', isRepeat: result === 'repeat' };
  } catch (failure) {
    const hadTime = !signal.aborted || performance.now() - askedAt > LEAST_TIME;
    // A throttle is about one hot key, and an answer of a table that works for the others.
    if (isThrottlingError(failure as Parameters<typeof isThrottlingError>[0])) breaker.succeeded();
    else if (hadTime && !isForGood(failure)) breaker.failed(failure);
    throw failure;
  }
};

const { fallbackQueue } = environment;
const inQueue: Place | undefined =
  fallbackQueue &&
  (async (record, signal) => {
    await enqueue(fallbackQueue, record, signal);
    return { storedIn: 'queue', isRepeat: false };
  });

/**
 * Writes a record down, in the first place that takes it in time: the table, then the queue; but the queue first while the table
 * fails, as OpenIM drops events while it waits for us. It never throws.
 */
export async function store(record: AuditRecord, { first, second }: Deadline): Promise<Stored> {
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
}

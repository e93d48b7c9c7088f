import { isThrottlingError } from '@smithy/core/retry';
import { isPermanent, put } from '../audit/put.ts';
import type { Enqueue } from '../audit/queue.ts';
import { CircuitBreaker } from '../dynamodb/circuit-breaker.ts';
import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import type { StoredIn } from './callback-outcome.ts';
import type { Deadline } from './deadline.ts';

export interface WriteResult {
  /** Undefined when neither place took it. */
  readonly storedIn: Exclude<StoredIn, 'log'> | undefined;
  readonly isRepeat: boolean;
  /** What failed on the way there, or had failed before, so that the table was not tried first. */
  readonly failure?: unknown;
}

type Sink = (record: AuditRecord, signal: AbortSignal) => Promise<WriteResult>;

/**
 * Writes a record down in the first place that takes it in time. Never throws.
 *
 * The table is tried first, then the queue. After a table failure the queue goes first for a while, because OpenIM drops events
 * while it waits for us.
 */
export type WriteRecord = (record: AuditRecord, deadline: Deadline) => Promise<WriteResult>;

/** Minimum time before a timeout counts against the table. Packing a large record is a part of it. */
const MIN_BLAME_TIME_MS = 1_000;

/** @param now milliseconds; must not jump */
export function createWriter(table: Table, enqueue: Enqueue | undefined, now: () => number): WriteRecord {
  const breaker = new CircuitBreaker(now);
  const tableSink: Sink = async (record, signal) => {
    const startedAt = now();
    try {
      const result = await put(table, record, signal);
      breaker.succeeded();
      return { storedIn: 'table', isRepeat: result === 'repeat' };
    } catch (failure) {
      const hadEnoughTime = !signal.aborted || now() - startedAt > MIN_BLAME_TIME_MS;
      // A throttle is about one hot key, and an answer of a table that works for the others.
      if (isThrottlingError(failure as Parameters<typeof isThrottlingError>[0])) breaker.succeeded();
      else if (hadEnoughTime && !isPermanent(failure)) breaker.failed(failure);
      throw failure;
    }
  };
  const queueSink: Sink | undefined =
    enqueue &&
    (async (record, signal) => {
      await enqueue(record, signal);
      return { storedIn: 'queue', isRepeat: false };
    });
  return async (record, { first, second }) => {
    const sinks = !queueSink ? [tableSink] : breaker.allows() ? [tableSink, queueSink] : [queueSink, tableSink];
    let failure = sinks[0] === tableSink ? undefined : breaker.lastFailure;
    for (const sink of sinks) {
      try {
        return { failure, ...(await sink(record, sink === sinks.at(-1) ? second : first)) };
      } catch (error) {
        failure = error;
      }
    }
    return { storedIn: undefined, isRepeat: false, failure };
  };
}

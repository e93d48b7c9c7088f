import { isThrottlingError } from '@smithy/core/retry';
import type { StoredItem } from '../audit/items.ts';
import { putMark } from '../audit/late-mark.ts';
import { isPermanent, put } from '../audit/put.ts';
import type { Enqueue } from '../audit/queue.ts';
import { CircuitBreaker } from '../dynamodb/circuit-breaker.ts';
import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import type { StoredIn } from './callback-outcome.ts';
import type { Deadline } from './deadline.ts';

export interface WriteResult {
  /** Undefined when no sink stored the record. */
  readonly storedIn: Exclude<StoredIn, 'log'> | undefined;
  readonly isRepeat: boolean;
  /** An earlier delivery of a relay's request has written the record. Nothing was written now. */
  readonly isAgain: boolean;
  /** That record, with `outcome` and `decision`. */
  readonly earlier?: StoredItem | undefined;
  /** The last failure of another sink, or the table failure that made the queue go first. */
  readonly failure?: unknown;
}

type Sink = (record: AuditRecord, signal: AbortSignal) => Promise<WriteResult>;

/**
 * Writes a record to the first sink that stores it in time. Never throws.
 *
 * The table is tried first, then the queue. After a table failure, writes go to the queue first for 5 s (circuit
 * breaker), because OpenIM drops events while it waits.
 */
export type WriteRecord = (record: AuditRecord, deadline: Deadline) => Promise<WriteResult>;

/** Minimum time before a timeout counts against the table. It includes the packing of a large record. */
const MIN_BLAME_TIME_MS = 1_000;

/** @param now returns milliseconds of a monotonic clock */
export function createWriter(table: Table, enqueue: Enqueue | undefined, now: () => number): WriteRecord {
  const breaker = new CircuitBreaker(now);
  let isCold = true;
  const tableSink: Sink = async (record, signal) => {
    const startedAt = now();
    try {
      let earlier: StoredItem | undefined;
      const onAgain = (item: StoredItem | undefined) => {
        earlier = item;
      };
      const writing = put(table, record, signal, { onAgain, isCold });
      isCold = false;
      const result = await writing;
      // A relay took the callback long before. An earlier delivery may have written the record, but not the mark.
      const recordedAt = result === 'again' ? earlier?.recordedAt?.S : record.recordedAt;
      if (recordedAt !== undefined) await putMark(table, record.eventID, recordedAt, signal);
      breaker.succeeded();
      return { storedIn: 'table', isRepeat: result === 'repeat', isAgain: result === 'again', earlier };
    } catch (failure) {
      const hadEnoughTime = !signal.aborted || now() - startedAt > MIN_BLAME_TIME_MS;
      // Throttling concerns one hot key, while the table works for all others.
      if (isThrottlingError(failure as Parameters<typeof isThrottlingError>[0])) breaker.succeeded();
      else if (hadEnoughTime && !isPermanent(failure)) breaker.failed(failure);
      throw failure;
    }
  };
  const queueSink: Sink | undefined =
    enqueue &&
    (async (record, signal) => {
      await enqueue(record, signal);
      return { storedIn: 'queue', isRepeat: false, isAgain: false };
    });
  return async (record, deadline) => {
    const sinks = !queueSink ? [tableSink] : breaker.allows() ? [tableSink, queueSink] : [queueSink, tableSink];
    let failure = sinks[0] === tableSink ? undefined : breaker.lastFailure;
    for (const sink of sinks) {
      try {
        return { failure, ...(await sink(record, sink === sinks.at(-1) ? deadline.second : deadline.first)) };
      } catch (error) {
        failure = error;
      }
    }
    return { storedIn: undefined, isRepeat: false, isAgain: false, failure };
  };
}

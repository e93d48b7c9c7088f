import { marshall } from '@aws-sdk/util-dynamodb';
import { lateOfDay } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { putNew } from './put-new.ts';

/**
 * Time after its receipt from which a record counts as late. Functions write at most 3.5 s after receipt, and a working queue delivers
 * within seconds. Whoever follows new records looks back further than that.
 */
export const LATE_MS = 10_000;

/** Lifetime of a mark. Whoever goes on following after a longer break misses late records. */
const MARK_LIFETIME_S = 14 * 24 * 60 * 60;

/**
 * Item by which those who follow new records find a late one, whose `receivedAt` they have passed. It is in the index byDay alone, under
 * a key that no list reads. It has no `command`, so that nothing is derived from it.
 */
interface LateMark {
  /** eventID of the record, with `@late`. */
  readonly eventID: string;
  readonly entryOf: string;
  readonly dayShard: string;
  /** Time of recording, because this is the sort key. */
  readonly receivedAt: string;
  readonly expiresAt: number;
}

/**
 * Writes the mark of a late record, unless it is there.
 *
 * @param recordedAt ISO 8601
 */
export async function putMark(table: Table, eventID: string, recordedAt: string, signal: AbortSignal): Promise<void> {
  const mark: LateMark = {
    eventID: `${eventID}@late`,
    entryOf: eventID,
    dayShard: lateOfDay(recordedAt.slice(0, 10)),
    receivedAt: recordedAt,
    expiresAt: Math.floor(Date.parse(recordedAt) / 1_000) + MARK_LIFETIME_S,
  };
  await putNew(table, marshall(mark), signal);
}

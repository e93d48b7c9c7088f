import { marshall } from '@aws-sdk/util-dynamodb';
import { lateOfDay } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { storedItemsOf } from './items.ts';
import { type OnAgain, type PutResult, put } from './put.ts';
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
 * Writes a record like `put`. A record that comes long after its receipt gets `recordedAt`, and a mark after it. Doing it again
 * completes what is missing.
 *
 * @throws what `put` throws
 */
export async function putLate(table: Table, record: AuditRecord, signal: AbortSignal, now: Date): Promise<PutResult> {
  if (now.getTime() - Date.parse(record.receivedAt) < LATE_MS) return put(table, record, signal);
  const result = await put(table, { ...record, recordedAt: now.toISOString() }, signal);
  const eventID = result === 'repeat' ? repeatID(record.eventID, record.requestID) : record.eventID;
  const [stored] = await storedItemsOf(table, [eventID], signal, 'eventID, recordedAt');
  // Without the time, the record was written in time, and the queue has it once more.
  if (stored?.recordedAt) await putNew(table, marshall(markOf(eventID, now)), signal);
  return result;
}

/**
 * Writes a record that has `recordedAt`, because a relay took its callback long before, and a mark after it. A later delivery completes
 * what is missing.
 *
 * @throws what `put` throws
 */
export async function putMarked(
  table: Table,
  record: AuditRecord,
  signal: AbortSignal,
  onAgain?: OnAgain,
): Promise<PutResult> {
  let { recordedAt } = record;
  const result = await put(table, record, signal, (earlier) => {
    recordedAt = earlier?.recordedAt?.S;
    onAgain?.(earlier);
  });
  if (recordedAt !== undefined) await putNew(table, marshall(markOf(record.eventID, new Date(recordedAt))), signal);
  return result;
}

function markOf(eventID: string, now: Date): LateMark {
  const recordedAt = now.toISOString();
  return {
    eventID: `${eventID}@late`,
    entryOf: eventID,
    dayShard: lateOfDay(recordedAt.slice(0, 10)),
    receivedAt: recordedAt,
    expiresAt: Math.floor(now.getTime() / 1_000) + MARK_LIFETIME_S,
  };
}

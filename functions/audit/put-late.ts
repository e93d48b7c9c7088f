import type { Table } from '../dynamodb/table.ts';
import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { storedItemsOf } from './items.ts';
import { LATE_MS, putMark } from './late-mark.ts';
import { type PutResult, put } from './put.ts';

/**
 * Writes a record like `put`. A record that comes long after its receipt gets `recordedAt`, and a mark after it. Doing it again
 * completes what is missing.
 *
 * @throws what `put` throws
 */
export async function putLate(table: Table, record: AuditRecord, signal: AbortSignal, now: Date): Promise<PutResult> {
  if (now.getTime() - Date.parse(record.receivedAt) < LATE_MS) return put(table, record, signal);
  const recordedAt = now.toISOString();
  const result = await put(table, { ...record, recordedAt }, signal);
  const eventID = result === 'repeat' ? repeatID(record.eventID, record.requestID) : record.eventID;
  const [stored] = await storedItemsOf(table, [eventID], signal, 'eventID, recordedAt');
  // Without the time, the record was written in time, and the queue has it once more.
  if (stored?.recordedAt) await putMark(table, eventID, recordedAt, signal);
  return result;
}

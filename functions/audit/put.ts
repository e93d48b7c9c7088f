import { marshall } from '@aws-sdk/util-dynamodb';
import { dayShard } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { storedItemsOf } from './items.ts';
import { type Head, split } from './parts.ts';
import { type PutNewResult, putNew } from './put-new.ts';

/** Whether the event was new, or the repeat of one that had been recorded. */
export type PutResult = 'first' | 'repeat';

/**
 * Writes a record, whole or not at all, and once for good: no item that is there is changed. A repeat is an item of its own, in all
 * indexes at its own time. It names the first and leaves out the body.
 *
 * An event that the table does not take for what is in it is left out, so that at least the body is kept.
 *
 * @throws what the client throws; also when the signal aborts
 */
export async function put(table: Table, record: AuditRecord, signal: AbortSignal): Promise<PutResult> {
  const items = split(record);
  try {
    return await putItems(table, items, signal);
  } catch (error) {
    // Parts hold the event as bytes, which the table takes, and are not written a second time without it.
    if (!isPermanent(error) || record.event === undefined || items.parts.length > 0) throw error;
    const { event: _event, ...rest } = record;
    const reason = `the table does not take the event: ${error.name}`;
    return putItems(table, split({ ...rest, outcome: 'failed', reason }), signal);
  }
}

/** The table will never take this item: its event has a form that we did not foresee. The body is text and bytes. */
export function isPermanent(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'ValidationException' || error instanceof UnmarshallableItem);
}

/** What can't be told to DynamoDB at all. */
class UnmarshallableItem extends Error {
  override readonly name = 'NoItem';
}

/** Puts the parts before the head. A part that is there was put by this same request, because its eventID has the requestID. */
async function putItems(
  table: Table,
  { head, parts }: ReturnType<typeof split>,
  signal: AbortSignal,
): Promise<PutResult> {
  await Promise.all(parts.map((part) => putNew(table, itemOf(part), signal)));
  const result = await putNew(table, itemOf(head), signal, 'ALL_OLD');
  // An item of the same request is our own, written by an attempt whose answer was lost, or by an earlier delivery.
  if (result.isWritten || (await ownerOf(table, head, result, signal)) === head.requestID) return 'first';
  // Its eventID has the requestID, so that an item which is there is our own, too.
  await putNew(table, itemOf(repeatOf(head)), signal);
  return 'repeat';
}

/** Returns the requestID of the item that has the eventID of a record. */
async function ownerOf(
  table: Table,
  { eventID }: AuditRecord | Head,
  { existing }: PutNewResult,
  signal: AbortSignal,
): Promise<string | undefined> {
  // DynamoDB always returns the item. Only the embedded database does not, and functions in AWS have no right to read.
  const [item] = existing ? [existing] : await storedItemsOf(table, [eventID], signal, 'eventID, requestID');
  return item?.requestID?.S;
}

/** Returns the item of a repeat: all but the body, which the first has. Parts are the request's own, and written already. */
function repeatOf({ body: _body, bodyBytes: _bytes, ...head }: AuditRecord & Partial<Head>) {
  const eventID = repeatID(head.eventID, head.requestID);
  return { ...head, eventID, dayShard: dayShard(head.receivedAt, eventID), repeatOf: head.eventID };
}

function itemOf(item: object) {
  try {
    return marshall(item, { allowImpreciseNumbers: true });
  } catch (error) {
    throw new UnmarshallableItem('the item has no form in DynamoDB', { cause: error });
  }
}

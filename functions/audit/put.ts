import { marshall } from '@aws-sdk/util-dynamodb';
import { dayShard } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { summaryOf } from '../record/summary.ts';
import { type StoredItem, storedItemsOf } from './items.ts';
import { type Head, split } from './parts.ts';
import { type PutNewResult, putNew } from './put-new.ts';

/**
 * `first` for a new event, `repeat` for one that another request has recorded, `again` for a request of a relay that an earlier
 * delivery has recorded.
 */
export type PutResult = 'first' | 'repeat' | 'again';

/**
 * Gets the item that an earlier delivery of a relay's request wrote, so that the answer can follow it. Callers that have answered already
 * pass no such function. A different outcome is then written as a repeat.
 */
export type OnAgain = (earlier: StoredItem | undefined) => void;

/**
 * Writes a record completely or not at all, and never changes an existing item. A repeat is a separate item with its own time,
 * `repeatOf` and no body. A relay's request that is there is not written.
 *
 * If DynamoDB rejects the event permanently, the record is written without it, because the body must be kept.
 *
 * @throws errors of the client, and when the signal aborts
 */
export async function put(
  table: Table,
  record: AuditRecord,
  signal: AbortSignal,
  onAgain?: OnAgain,
): Promise<PutResult> {
  const items = split(record);
  try {
    return await putItems(table, items, signal, onAgain);
  } catch (error) {
    // Parts hold the event as bytes, which the table takes, and are not written a second time without it.
    if (!isPermanent(error) || record.event === undefined || items.parts.length > 0) throw error;
    const { event: _event, ...rest } = record;
    const reason = `DynamoDB rejected the event: ${error.name}`;
    const summary = summaryOf({ reason, replayOf: rest.replayOf });
    const unreadable = split({ ...rest, outcome: 'failed', reason, summary });
    return putItems(table, unreadable, signal, onAgain);
  }
}

/** Tells whether DynamoDB rejects the item permanently, which only the contents of an event can cause. */
export function isPermanent(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'ValidationException' || error instanceof UnmarshallableItem);
}

/** The item cannot be marshalled. */
class UnmarshallableItem extends Error {
  override readonly name = 'UnmarshallableItem';
}

/** Puts the parts before the head. A part that is there is the same, because its eventID has the requestID, or a digest of all parts. */
async function putItems(
  table: Table,
  { head, parts }: ReturnType<typeof split>,
  signal: AbortSignal,
  onAgain?: OnAgain,
): Promise<PutResult> {
  await Promise.all(parts.map((part) => putNew(table, itemOf(part), signal)));
  const result = await putNew(table, itemOf(head), signal, 'ALL_OLD');
  // An item of the same request is our own, written by an attempt whose answer was lost, or by an earlier delivery.
  if (result.isWritten) return 'first';
  const existing = await existingOf(table, head, result, signal);
  if (existing?.requestID?.S === head.requestID) return 'first';
  if (head.relay?.id !== undefined && (onAgain || existing?.outcome?.S === head.outcome)) {
    onAgain?.(existing);
    return 'again';
  }
  // Its eventID has the requestID, so that an item which is there is our own, too.
  await putNew(table, itemOf(repeatOf(head)), signal);
  return 'repeat';
}

/** Attributes of an item that another put wrote. */
const OF_EXISTING = 'eventID, requestID, recordedAt, outcome, decision';

/** Returns the item that has the eventID of a record. */
async function existingOf(
  table: Table,
  { eventID }: AuditRecord | Head,
  { existing }: PutNewResult,
  signal: AbortSignal,
): Promise<StoredItem | undefined> {
  // DynamoDB always returns the item. Only the embedded database does not, and functions in AWS have no right to read.
  const [item] = existing ? [existing] : await storedItemsOf(table, [eventID], signal, OF_EXISTING);
  return item;
}

/** Returns the item of a repeat, without the body. Its parts are already written under its own IDs. */
function repeatOf({ body: _body, bodyBytes: _bytes, ...head }: AuditRecord & Partial<Head>) {
  const eventID = repeatID(head.eventID, head.requestID);
  return {
    ...head,
    eventID,
    dayShard: head.test ? head.dayShard : dayShard(head.receivedAt, eventID),
    repeatOf: head.eventID,
  };
}

function itemOf(item: object) {
  try {
    return marshall(item, { allowImpreciseNumbers: true });
  } catch (error) {
    throw new UnmarshallableItem('the item cannot be marshalled', { cause: error });
  }
}

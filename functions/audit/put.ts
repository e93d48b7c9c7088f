import { dayShard } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { summaryOf } from '../record/summary.ts';
import { type StoredItem, storedItemsOf } from './items.ts';
import type { StoredForm } from './packed-form.ts';
import { type PutNewResult, putNew } from './put-new.ts';
import { isLarge, marshalled, storedForm, UnmarshallableItem } from './stored-form.ts';

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

export interface PutOptions {
  readonly onAgain?: OnAgain;
  /** Packs only a record of many units, because what packs it takes milliseconds to load. */
  readonly isCold?: boolean;
}

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
  options: PutOptions = {},
): Promise<PutResult> {
  try {
    return await putRecord(table, record, signal, options);
  } catch (error) {
    // A large event is stored as bytes, which the table takes, and is not written a second time without it.
    if (!isPermanent(error) || record.event === undefined || isLarge(record)) throw error;
    const { event: _event, ...rest } = record;
    const reason = `DynamoDB rejected the event: ${error.name}`;
    const summary = summaryOf({ reason, replayOf: rest.replayOf });
    return putRecord(table, { ...rest, outcome: 'failed', reason, summary }, signal, options);
  }
}

/** Tells whether DynamoDB rejects the item permanently, which only the contents of an event can cause. */
export function isPermanent(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'ValidationException' || error instanceof UnmarshallableItem);
}

async function putRecord(
  table: Table,
  record: AuditRecord,
  signal: AbortSignal,
  { onAgain, isCold }: PutOptions,
): Promise<PutResult> {
  const form = await storedForm(record, isLarge(record), isCold);
  const result = await putForm(table, form, signal);
  // An item of the same request is our own, written by an attempt whose answer was lost, or by an earlier delivery.
  if (result.isWritten) return 'first';
  const existing = await existingOf(table, record, result, signal);
  if (existing?.requestID?.S === record.requestID) return 'first';
  if (record.relay?.id !== undefined && (onAgain || existing?.outcome?.S === record.outcome)) {
    onAgain?.(existing);
    return 'again';
  }
  // Its eventID has the requestID, so that an item which is there is our own, too.
  await putForm(table, await repeatForm(record, form, isCold), signal);
  return 'repeat';
}

/** Puts the parts before the head. A part that is there is the same, because its eventID has the requestID, or a digest of all parts. */
async function putForm(table: Table, { head, parts }: StoredForm, signal: AbortSignal): Promise<PutNewResult> {
  await Promise.all(parts.map((part) => putNew(table, part, signal)));
  return putNew(table, head, signal, 'ALL_OLD');
}

/** Attributes of an item that another put wrote. */
const OF_EXISTING = 'eventID, requestID, recordedAt, outcome, decision';

/** Returns the item that has the eventID of a record. */
async function existingOf(
  table: Table,
  { eventID }: AuditRecord,
  { existing }: PutNewResult,
  signal: AbortSignal,
): Promise<StoredItem | undefined> {
  // DynamoDB always returns the item. Only the embedded database does not, and functions in AWS have no right to read.
  const [item] = existing ? [existing] : await storedItemsOf(table, [eventID], signal, OF_EXISTING);
  return item;
}

/** Returns the items of a repeat, without the body. Parts have it, and are already written under the repeat's own IDs. */
async function repeatForm(record: AuditRecord, { head, parts }: StoredForm, isCold?: boolean): Promise<StoredForm> {
  const { body: _body, bodyBytes: _bytes, ...rest } = record;
  const eventID = repeatID(record.eventID, record.requestID);
  const own = {
    eventID,
    dayShard: record.test ? record.dayShard : dayShard(record.receivedAt, eventID),
    repeatOf: record.eventID,
  };
  if (parts.length > 0) return { head: { ...head, ...marshalled(own) }, parts: [] };
  return storedForm({ ...rest, ...own }, isLarge(record) && rest.event !== undefined, isCold);
}

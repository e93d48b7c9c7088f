import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { split } from './parts.ts';
import type { AuditRecord } from './record.ts';
import type { AuditTable } from './table.ts';

/** Whether the event was new, or the repeat of one that had been recorded. */
export type PutResult = 'first' | 'repeat';

/** No record has this eventID yet, or the one that has is our own, written by an attempt whose answer was lost. */
const IS_NEW_OR_OURS = 'attribute_not_exists(eventID) OR requestID = :requestID';

/**
 * Writes a record, whole or not at all. A repeat is kept as a record of its own, outside of the indexes, that points to
 * the first and leaves out what is the same by definition: the event and the body.
 *
 * An event that the table does not take for what is in it is left out, so that at least the body is kept.
 *
 * @throws what the client throws; also when the signal aborts
 */
export async function put(table: AuditTable, record: AuditRecord, signal: AbortSignal): Promise<PutResult> {
  try {
    return await putWhole(table, record, signal);
  } catch (error) {
    if (!isForGood(error) || record.event === undefined) throw error;
    const { event: _event, ...rest } = record;
    return putWhole(
      table,
      { ...rest, outcome: 'failed', reason: `the table does not take the event: ${error.name}` },
      signal,
    );
  }
}

/** The table will never take this item: its event has a form that we did not foresee. The body is text and bytes. */
export function isForGood(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'ValidationException' || error instanceof NoItem);
}

/** What can't be told to DynamoDB at all. */
class NoItem extends Error {
  override readonly name = 'NoItem';
}

async function putWhole(table: AuditTable, record: AuditRecord, signal: AbortSignal): Promise<PutResult> {
  const { head, parts } = split(record);
  await Promise.all(parts.map((part) => putItem(table, part, signal)));
  try {
    await putItem(table, head, signal, record.requestID);
    return 'first';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    await putItem(table, repeatOf(record), signal);
    return 'repeat';
  }
}

function repeatOf(record: AuditRecord) {
  const { eventID, receivedAt, event: _event, body: _body, bodyBytes: _bytes, ...rest } = record;
  return { ...rest, eventID: repeatID(eventID, record.requestID), repeatOf: eventID, repeatedAt: receivedAt };
}

/** The eventID of an item that a request repeated another's event with. */
export function repeatID(eventID: string, requestID: string): string {
  return `${eventID}#${requestID}`;
}

async function putItem({ client, name }: AuditTable, item: object, signal: AbortSignal, requestID?: string) {
  const condition = requestID === undefined ? {} : ifNewOrOurs(requestID);
  await client.send(new PutItemCommand({ TableName: name, Item: itemOf(item), ...condition }), { abortSignal: signal });
}

function itemOf(item: object) {
  try {
    return marshall(item, { allowImpreciseNumbers: true });
  } catch (error) {
    throw new NoItem('the item has no form in DynamoDB', { cause: error });
  }
}

function ifNewOrOurs(requestID: string) {
  return { ConditionExpression: IS_NEW_OR_OURS, ExpressionAttributeValues: { ':requestID': { S: requestID } } };
}

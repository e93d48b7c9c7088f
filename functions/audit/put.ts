import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dayShard } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { type Head, split } from './parts.ts';

/** Whether the event was new, or the repeat of one that had been recorded. */
export type PutResult = 'first' | 'repeat';

/** No record has this eventID yet, or the one that has is our own, written by an attempt whose answer was lost. */
const IS_NEW_OR_OURS = 'attribute_not_exists(eventID) OR requestID = :requestID';

/**
 * Writes a record, whole or not at all. A repeat is an item of its own, in all indexes at its own time. It names the first
 * and leaves out the body.
 *
 * An event that the table does not take for what is in it is left out, so that at least the body is kept.
 *
 * @throws what the client throws; also when the signal aborts
 */
export async function put(table: Table, record: AuditRecord, signal: AbortSignal): Promise<PutResult> {
  try {
    return await putWithParts(table, record, signal);
  } catch (error) {
    if (!isPermanent(error) || record.event === undefined) throw error;
    const { event: _event, ...rest } = record;
    return putWithParts(
      table,
      { ...rest, outcome: 'failed', reason: `the table does not take the event: ${error.name}` },
      signal,
    );
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

async function putWithParts(table: Table, record: AuditRecord, signal: AbortSignal): Promise<PutResult> {
  const { head, parts } = split(record);
  await Promise.all(parts.map((part) => putItem(table, part, signal)));
  try {
    await putItem(table, head, signal, record.requestID);
    return 'first';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    await putItem(table, repeatOf(head), signal);
    return 'repeat';
  }
}

/** Returns the item of a repeat: all but the body, which the first has. Parts are the request's own, and written already. */
function repeatOf({ body: _body, bodyBytes: _bytes, ...head }: AuditRecord & Partial<Head>) {
  const eventID = repeatID(head.eventID, head.requestID);
  return { ...head, eventID, dayShard: dayShard(head.receivedAt, eventID), repeatOf: head.eventID };
}

async function putItem({ client, name }: Table, item: object, signal: AbortSignal, requestID?: string) {
  const condition = requestID === undefined ? {} : ifNewOrOurs(requestID);
  await client.send(new PutItemCommand({ TableName: name, Item: itemOf(item), ...condition }), { abortSignal: signal });
}

function itemOf(item: object) {
  try {
    return marshall(item, { allowImpreciseNumbers: true });
  } catch (error) {
    throw new UnmarshallableItem('the item has no form in DynamoDB', { cause: error });
  }
}

function ifNewOrOurs(requestID: string) {
  return { ConditionExpression: IS_NEW_OR_OURS, ExpressionAttributeValues: { ':requestID': { S: requestID } } };
}

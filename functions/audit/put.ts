import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dayShard } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { type Head, split } from './parts.ts';

/** `first` for a new event, `repeat` for one that another request has recorded. */
export type PutResult = 'first' | 'repeat';

/** Matches when the eventID is unused, or used by an earlier attempt of the same request whose response was lost. */
const IS_NEW_OR_OURS = 'attribute_not_exists(eventID) OR requestID = :requestID';

/**
 * Writes a record completely or not at all. A repeat is a separate item with its own time, `repeatOf` and no body.
 *
 * If DynamoDB rejects the event permanently, the record is written without it, because the body must be kept.
 *
 * @throws errors of the client, and when the signal aborts
 */
export async function put(table: Table, record: AuditRecord, signal: AbortSignal): Promise<PutResult> {
  try {
    return await putWithParts(table, record, signal);
  } catch (error) {
    if (!isPermanent(error) || record.event === undefined) throw error;
    const { event: _event, ...rest } = record;
    return putWithParts(
      table,
      { ...rest, outcome: 'failed', reason: `DynamoDB rejected the event: ${error.name}` },
      signal,
    );
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

/** Returns the item of a repeat, without the body. Its parts are already written under its own IDs. */
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
    throw new UnmarshallableItem('the item cannot be marshalled', { cause: error });
  }
}

function ifNewOrOurs(requestID: string) {
  return { ConditionExpression: IS_NEW_OR_OURS, ExpressionAttributeValues: { ':requestID': { S: requestID } } };
}

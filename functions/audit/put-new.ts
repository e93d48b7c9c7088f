import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { isConditionFailure } from '../dynamodb/condition-failure.ts';
import type { Table } from '../dynamodb/table.ts';
import type { StoredItem } from './items.ts';

/** No item has this eventID yet. */
const IS_NEW = 'attribute_not_exists(eventID)';

/** How a put ended. */
export interface PutNewResult {
  /** False when another item has the eventID. */
  readonly isWritten: boolean;
  /** The other item, when it was asked for and the database returns it. */
  readonly existing?: StoredItem | undefined;
}

/**
 * Writes an item unless another one has its eventID. Records and all that belongs to them are put by this alone, so that no put
 * changes an item.
 *
 * @param onExisting `ALL_OLD` returns the other item, which costs no read
 * @throws what the client throws; also when the signal aborts
 */
export async function putNew(
  { client, name }: Table,
  item: StoredItem,
  abortSignal: AbortSignal,
  onExisting: 'ALL_OLD' | 'NONE' = 'NONE',
): Promise<PutNewResult> {
  const request = {
    TableName: name,
    Item: item,
    ConditionExpression: IS_NEW,
    ReturnValuesOnConditionCheckFailure: onExisting,
  };
  try {
    await client.send(new PutItemCommand(request), { abortSignal });
    return { isWritten: true };
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    return { isWritten: false, existing: error.Item };
  }
}

import { type AttributeValue, BatchGetItemCommand, type BatchGetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { numberOf } from '../dynamodb/stored-number.ts';
import type { Table } from '../dynamodb/table.ts';
import type { ReadUnits } from './read-units.ts';

/** Maximum keys of one request. Source: Amazon DynamoDB API Reference, BatchGetItem. */
export const BATCH_SIZE = 100;

/** An item as DynamoDB sends it. */
export type StoredItem = Record<string, AttributeValue>;

/**
 * Returns the items with these eventIDs, in the order of the IDs. Items that do not exist, such as expired ones, are
 * omitted.
 *
 * @param attributes comma-separated names of attributes to fetch, including `eventID`; all by default
 * @param units counts the cost of the reads
 */
export async function itemsOf<Item>(...wanted: Parameters<typeof storedItemsOf>): Promise<Item[]> {
  return (await storedItemsOf(...wanted)).map((item) => native<Item>(item));
}

/** Returns the same without reading their values, for a bundle that needs no more of the SDK. */
export async function storedItemsOf(
  { client, name }: Table,
  ids: readonly string[],
  abortSignal = new AbortController().signal,
  attributes?: string,
  units?: ReadUnits,
): Promise<StoredItem[]> {
  const found = new Map<string, StoredItem>();
  for (let from = 0; from < ids.length; from += BATCH_SIZE) {
    let keys = ids.slice(from, from + BATCH_SIZE).map((eventID) => marshall({ eventID }));
    while (keys.length > 0) {
      const request: BatchGetItemCommandInput = {
        ...(units && { ReturnConsumedCapacity: 'TOTAL' }),
        RequestItems: { [name]: { Keys: keys, ConsistentRead: true, ProjectionExpression: attributes } },
      };
      const { Responses, UnprocessedKeys, ConsumedCapacity } = await client.send(new BatchGetItemCommand(request), {
        abortSignal,
      });
      units?.add(ConsumedCapacity?.[0]);
      for (const item of Responses?.[name] ?? []) found.set(item.eventID?.S as string, item);
      keys = UnprocessedKeys?.[name]?.Keys ?? [];
    }
  }
  return ids.map((id) => found.get(id)).filter((item) => item !== undefined);
}

/** Unmarshalls an item. The SDK's default throws on integers of 2^53 and more; this does not. */
export function native<Item>(item: StoredItem): Item {
  return unmarshall(item, { wrapNumbers: numberOf }) as Item;
}

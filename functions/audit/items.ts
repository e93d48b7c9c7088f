import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { numberOf } from '../dynamodb/stored-number.ts';
import type { Table } from '../dynamodb/table.ts';

/** Maximum keys of one request. Source: Amazon DynamoDB API Reference, BatchGetItem. */
export const BATCH_SIZE = 100;

/** An item as DynamoDB sends it. */
export type StoredItem = Record<string, AttributeValue>;

/**
 * Returns the items with these eventIDs, in the order of the IDs. Items that do not exist, such as expired ones, are
 * omitted.
 *
 * @param attributes comma-separated names of attributes to fetch, including `eventID`; all by default
 */
export async function itemsOf<Item>(...wanted: Parameters<typeof storedItemsOf>): Promise<Item[]> {
  return (await storedItemsOf(...wanted)).map((item) => unmarshallItem<Item>(item));
}

/** Returns the same without reading their values, for a bundle that needs no more of the SDK. */
export async function storedItemsOf(
  { client, name }: Table,
  ids: readonly string[],
  abortSignal = new AbortController().signal,
  attributes?: string,
): Promise<StoredItem[]> {
  const found = new Map<string, StoredItem>();
  for (let from = 0; from < ids.length; from += BATCH_SIZE) {
    let keys = ids.slice(from, from + BATCH_SIZE).map((eventID) => marshall({ eventID }));
    while (keys.length > 0) {
      const request = {
        RequestItems: { [name]: { Keys: keys, ConsistentRead: true, ProjectionExpression: attributes } },
      };
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand(request), { abortSignal });
      for (const item of Responses?.[name] ?? []) found.set(item.eventID?.S as string, item);
      keys = UnprocessedKeys?.[name]?.Keys ?? [];
    }
  }
  return ids.map((id) => found.get(id)).filter((item) => item !== undefined);
}

/** Unmarshalls an item. The SDK's default throws on integers of 2^53 and more; this does not. */
function unmarshallItem<Item>(item: StoredItem): Item {
  return unmarshall(item, { wrapNumbers: numberOf }) as Item;
}

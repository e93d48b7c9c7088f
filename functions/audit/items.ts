import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';

/** DynamoDB takes 100 keys a BatchGetItem. Source: Amazon DynamoDB API Reference, BatchGetItem. */
export const BATCH_SIZE = 100;

/** An item as DynamoDB sends it. */
export type StoredItem = Record<string, AttributeValue>;

/**
 * Returns the items of these eventIDs, in their order. An item whose retention has ended is left out.
 *
 * @param attributes names of the attributes to fetch, `eventID` among them; all without it
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

/** Reads an item of the table. It throws on no number, unlike the SDK's default. */
function native<Item>(item: StoredItem): Item {
  return unmarshall(item, { wrapNumbers: numberOf }) as Item;
}

/** Reads a stored number: an integer of 2^53 or more becomes a bigint, which keeps its digits. */
function numberOf(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(digits) ? number : BigInt(digits);
}

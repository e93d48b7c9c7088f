import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { numberOf } from '../dynamodb/stored-number.ts';
import type { Table } from '../dynamodb/table.ts';

/** Maximum keys of one request. Source: Amazon DynamoDB API Reference, BatchGetItem. */
export const BATCH_SIZE = 100;

/**
 * Returns the items with these eventIDs, in the order of the IDs. Items that do not exist, such as expired ones, are
 * omitted.
 *
 * @param attributes comma-separated names of attributes to fetch, including `eventID`; all by default
 */
export async function itemsOf<Item>(
  { client, name }: Table,
  ids: readonly string[],
  abortSignal = new AbortController().signal,
  attributes?: string,
): Promise<Item[]> {
  const found = new Map<string, Item>();
  for (let from = 0; from < ids.length; from += BATCH_SIZE) {
    let keys = ids.slice(from, from + BATCH_SIZE).map((eventID) => marshall({ eventID }));
    while (keys.length > 0) {
      const request = {
        RequestItems: { [name]: { Keys: keys, ConsistentRead: true, ProjectionExpression: attributes } },
      };
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand(request), { abortSignal });
      for (const item of Responses?.[name] ?? []) found.set(item.eventID?.S as string, unmarshallItem<Item>(item));
      keys = UnprocessedKeys?.[name]?.Keys ?? [];
    }
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Unmarshalls an item. The SDK's default throws on integers of 2^53 and more; this does not. */
function unmarshallItem<Item>(item: Record<string, AttributeValue>): Item {
  return unmarshall(item, { wrapNumbers: numberOf }) as Item;
}

import { type AttributeValue, BatchGetItemCommand, type BatchGetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';
import type { ReadUnits } from './read-units.ts';

/** DynamoDB takes 100 keys a BatchGetItem. Source: Amazon DynamoDB API Reference, BatchGetItem. */
export const BATCH_SIZE = 100;

/**
 * Returns the items of these eventIDs, in their order. An item whose retention has ended is left out.
 *
 * @param attributes names of the attributes to fetch, `eventID` among them; all without it
 * @param units counts what the reads cost
 */
export async function itemsOf<Item>(
  { client, name }: Table,
  ids: readonly string[],
  abortSignal = new AbortController().signal,
  attributes?: string,
  units?: ReadUnits,
): Promise<Item[]> {
  const found = new Map<string, Item>();
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
      for (const item of Responses?.[name] ?? []) found.set(item.eventID?.S as string, native<Item>(item));
      keys = UnprocessedKeys?.[name]?.Keys ?? [];
    }
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Reads an item of the table. It throws on no number, unlike the SDK's default. */
export function native<Item>(item: Record<string, AttributeValue>): Item {
  return unmarshall(item, { wrapNumbers: numberOf }) as Item;
}

/** Reads a stored number: an integer of 2^53 or more becomes a bigint, which keeps its digits. */
function numberOf(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(digits) ? number : BigInt(digits);
}

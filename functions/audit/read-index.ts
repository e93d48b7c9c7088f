import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';
import { keyOf, type Position } from './cursor.ts';
import { native } from './items.ts';
import type { ReadUnits } from './read-units.ts';
import { INDEXES, type IndexName, SORT_KEY } from './table-keys.ts';
import type { TimeRange } from './time-range.ts';

/** Item of an index, and its place in it. */
export interface IndexItem {
  readonly position: Position;
  readonly item: Readonly<Record<string, unknown>>;
}

/** Most items of a page that is asked for. DynamoDB returns fewer when they take more than 1 MB. */
const MAX_PAGE_SIZE = 1_000;

interface Reading {
  readonly index: IndexName;
  /** Value of the index's partition key. */
  readonly key: string;
  readonly range: TimeRange;
  readonly after?: Position | undefined;
  readonly pageSize: number;
  readonly units: ReadUnits;
  readonly signal?: AbortSignal | undefined;
  readonly isOldestFirst: boolean;
}

/** The table has no such index: a stack can leave out byOperation. */
export class MissingIndex extends Error {
  override readonly name = 'MissingIndex';

  constructor(index: IndexName, options?: ErrorOptions) {
    super(`The table has no index ${index}. Search by another key.`, options);
  }
}

/**
 * Yields the items of one partition of an index in the order of their times, a page in memory at a time.
 *
 * @throws {MissingIndex}
 * @throws {ReadsSpent} before a further page, when the units are spent
 */
export async function* readIndex({ client, name }: Table, reading: Reading): AsyncGenerator<IndexItem> {
  const { index, key, range, after, pageSize, units, signal, isOldestFirst } = reading;
  if (range.isEmpty) return;
  const request: QueryCommandInput = {
    TableName: name,
    IndexName: index,
    ...conditionOf(index, key, range),
    ScanIndexForward: isOldestFirst,
    ReturnConsumedCapacity: 'TOTAL',
    Limit: Math.min(pageSize, MAX_PAGE_SIZE),
    ExclusiveStartKey: after && marshall(keyOf(after)),
  };
  try {
    for (let isMore = true; isMore; ) {
      const page = await client.send(new QueryCommand(request), signal && { abortSignal: signal });
      const { Items = [], ConsumedCapacity, LastEvaluatedKey } = page;
      request.ExclusiveStartKey = LastEvaluatedKey;
      isMore = LastEvaluatedKey !== undefined;
      units.add(ConsumedCapacity);
      for (const stored of Items) {
        const item = native<IndexItem['item']>(stored);
        const position = { index, key, receivedAt: String(item[SORT_KEY]), eventID: String(item.eventID) };
        if (range.includes(position.receivedAt)) yield { position, item };
      }
      if (LastEvaluatedKey) units.check();
    }
  } catch (error) {
    throw isMissingIndex(error) ? new MissingIndex(index, { cause: error }) : error;
  }
}

function conditionOf(index: IndexName, key: string, { keys: { first, last } }: TimeRange) {
  const times = first && last ? '#time BETWEEN :first AND :last' : first ? '#time >= :first' : last && '#time <= :last';
  return {
    KeyConditionExpression: `#key = :key${times ? ` AND ${times}` : ''}`,
    ExpressionAttributeNames: { '#key': INDEXES[index], ...(times && { '#time': SORT_KEY }) },
    ExpressionAttributeValues: marshall({
      ':key': key,
      ...(first && { ':first': first }),
      ...(last && { ':last': last }),
    }),
  };
}

function isMissingIndex(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'ValidationException' &&
    error.message.includes('does not have the specified index')
  );
}

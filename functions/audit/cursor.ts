import * as v from 'valibot';
import { INDEX_NAMES, INDEXES, type IndexName, PARTITION_KEY, SORT_KEY } from './table-keys.ts';

/** Item of an index after which a search goes on. */
export interface Position {
  readonly index: IndexName;
  /** Value of the index's partition key. */
  readonly key: string;
  readonly receivedAt: string;
  readonly eventID: string;
}

/** Source: Amazon DynamoDB Developer Guide, "Quotas", partition key values and sort key values. */
const MAX_PARTITION_KEY_BYTES = 2_048;
const MAX_SORT_KEY_BYTES = 1_024;

const keyOfAtMost = (bytes: number) => v.pipe(v.string(), v.nonEmpty(), v.maxBytes(bytes));

const Position = v.strictObject({
  index: v.picklist(INDEX_NAMES),
  key: keyOfAtMost(MAX_PARTITION_KEY_BYTES),
  receivedAt: keyOfAtMost(MAX_SORT_KEY_BYTES),
  eventID: keyOfAtMost(MAX_PARTITION_KEY_BYTES),
});

/** The cursor was not made by this search. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';

  constructor(options?: ErrorOptions) {
    super('The cursor does not belong to this search. Start the search again without it.', options);
  }
}

export function cursorOf({ index, key, receivedAt, eventID }: Position): string {
  return Buffer.from(JSON.stringify({ index, key, receivedAt, eventID })).toString('base64url');
}

/** @throws {InvalidCursor} */
export function positionOf(cursor: string): Position {
  try {
    return v.parse(Position, JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    throw new InvalidCursor({ cause: error });
  }
}

/** Returns the key of the item in its index, after which DynamoDB goes on even when the item is gone. */
export function keyOf({ index, key, receivedAt, eventID }: Position): Record<string, string> {
  return { [PARTITION_KEY]: eventID, [SORT_KEY]: receivedAt, [INDEXES[index]]: key };
}

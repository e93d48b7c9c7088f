import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { itemSize, unitsOf } from './item-size.ts';
import { INDEX_NAMES, INDEXES, type IndexName, PARTITION_KEY, projectedBy, SORT_KEY } from './table-keys.ts';

type Attributes = Record<string, AttributeValue>;

/**
 * Returns the write units of a new item in the audit table: one for each started kilobyte, and as much again for what each index
 * holds of the item. An index holds an item that has both of its keys.
 *
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB read and write operations", write operation consumption, and "Using Global
 * Secondary Indexes in DynamoDB", write capacity units.
 */
export function writeUnitsOf(item: object): { readonly table: number; readonly indexes: number } {
  const attributes = marshall(item, { allowImpreciseNumbers: true });
  const indexes = [...indexUnitsOf(attributes).values()];
  return { table: unitsOf(itemSize(attributes)), indexes: indexes.reduce((sum, units) => sum + units, 0) };
}

/** Returns the write units of a new item in each index that holds it. */
export function indexUnitsOf(attributes: Readonly<Attributes>): ReadonlyMap<IndexName, number> {
  return new Map(
    indexSizesOf(attributes)
      .entries()
      .map(([index, bytes]) => [index, unitsOf(bytes)]),
  );
}

/** Returns the bytes of an item in each index that holds it. */
export function indexSizesOf(attributes: Readonly<Attributes>): ReadonlyMap<IndexName, number> {
  const holding = INDEX_NAMES.filter((index) => INDEXES[index] in attributes && SORT_KEY in attributes);
  const sizeIn = (index: IndexName) => {
    const held = [PARTITION_KEY, SORT_KEY, INDEXES[index], ...projectedBy(index)];
    return itemSize(Object.fromEntries(Object.entries(attributes).filter(([name]) => held.includes(name))));
  };
  return new Map(holding.map((index) => [index, sizeIn(index)]));
}

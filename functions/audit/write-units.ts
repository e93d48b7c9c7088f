import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { INDEX_NAMES, INDEXES, type IndexName, PARTITION_KEY, projectedBy, SORT_KEY } from './table-keys.ts';

const BYTES_A_UNIT = 1_024;

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

export function unitsOf(bytes: number): number {
  return Math.ceil(bytes / BYTES_A_UNIT);
}

/** Returns the bytes of an item. Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats". */
export function itemSize(attributes: Readonly<Attributes>): number {
  return Object.entries(attributes).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

/** A list or map takes 3 bytes, and 1 more for each element. */
const NESTED = 3;
const ELEMENT = 1;

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.L !== undefined) return value.L.reduce((sum, item) => sum + ELEMENT + valueSize(item), NESTED);
  if (value.M !== undefined) return NESTED + Object.keys(value.M).length * ELEMENT + itemSize(value.M);
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  throw new TypeError('the receiver stores no sets');
}

/** A number takes 1 byte for two significant digits, and 1 more. A sign takes another, which the guide does not say. */
function numberSize(digits: string): number {
  const [mantissa = ''] = digits.split(/e/i);
  const significant = mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
  return Math.ceil(significant.length / 2) + 1 + (digits.startsWith('-') ? 1 : 0);
}

import { marshall } from '@aws-sdk/util-dynamodb';
import { itemSize, unitsOf } from '../../functions/audit/item-size.ts';
import type { StoredItem } from '../../functions/audit/items.ts';
import { INDEX_NAMES, type IndexName } from '../../functions/audit/table-keys.ts';
import { indexSizesOf, indexUnitsOf } from '../../functions/audit/write-units.ts';

/** Write units and bytes of one callback: in the table, and in each index. Averages of several may be fractions. */
export interface Written {
  readonly tableUnits: number;
  readonly tableBytes: number;
  readonly indexUnits: Readonly<Record<IndexName, number>>;
  readonly indexBytes: Readonly<Record<IndexName, number>>;
}

/** Returns what items write. */
export function writtenBy(items: readonly object[]): Written {
  return writtenByStored(
    items.map((item) => marshall(item, { allowImpreciseNumbers: true, removeUndefinedValues: true })),
  );
}

/** Returns what items write that are as DynamoDB receives them. */
export function writtenByStored(all: readonly StoredItem[]): Written {
  const sizes = all.map(itemSize);
  return {
    tableUnits: sum(sizes.map(unitsOf)),
    tableBytes: sum(sizes),
    indexUnits: byIndex((index) => sum(all.map((item) => indexUnitsOf(item).get(index) ?? 0))),
    indexBytes: byIndex((index) => sum(all.map((item) => indexSizesOf(item).get(index) ?? 0))),
  };
}

function byIndex(valueIn: (index: IndexName) => number): Record<IndexName, number> {
  return Object.fromEntries(INDEX_NAMES.map((index) => [index, valueIn(index)])) as Record<IndexName, number>;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

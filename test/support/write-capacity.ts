import { hash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { itemSize, unitsOf } from '../../functions/audit/item-size.ts';
import { INDEXES, PARTITION_KEY } from '../../functions/audit/table-keys.ts';
import { indexUnitsOf } from '../../functions/audit/write-units.ts';

/**
 * Write units a second of one partition.
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB burst and adaptive capacity", adaptive capacity.
 */
const UNITS_OF_PARTITION = 1_000;

/**
 * Partitions of a new table and of each of its indexes, which take 4,000 write units a second.
 * Source: the same guide, "DynamoDB on-demand capacity mode", initial throughput.
 */
const PARTITIONS = 4;

/** Write capacity of a new audit table on AWS, with its indexes. */
export interface WriteCapacity {
  /** Takes the units of a new item. False when a partition lacks them, and none are taken then. */
  take(item: Readonly<Record<string, AttributeValue>>): boolean;
  /** Units that each partition of the table has given. */
  given(): readonly number[];
  /** Smallest part of its units that a partition of the table or of an index ever had left. */
  leastLeft(): number;
}

interface Partition {
  left: number;
  at: number;
  given: number;
}

/**
 * Returns the capacity of a new table, by rules that are stricter than DynamoDB's: a partition keeps the unused units of one second and
 * not of 300, and none is split.
 *
 * @param share of the capacity, so that a short run is decisive
 * @param now milliseconds
 */
export function createWriteCapacity(share: number, now: () => number): WriteCapacity {
  const limit = UNITS_OF_PARTITION * share;
  const partitions = new Map<string, Partition>();
  let leastLeft = limit;
  const partitionOf = (name: string, key: string): Partition => {
    // DynamoDB does not say how it hashes a key.
    const id = `${name} ${hash('sha256', key, 'buffer').readUInt32BE() % PARTITIONS}`;
    const at = now();
    const known = partitions.get(id) ?? { left: limit, at, given: 0 };
    partitions.set(id, known);
    known.left = Math.min(limit, known.left + ((at - known.at) * limit) / 1_000);
    known.at = at;
    return known;
  };
  return {
    take: (item) => {
      const needs = [
        { partition: partitionOf('table', item[PARTITION_KEY]?.S ?? ''), units: unitsOf(itemSize(item)) },
        ...[...indexUnitsOf(item)].map(([index, units]) => ({
          partition: partitionOf(index, item[INDEXES[index]]?.S ?? ''),
          units,
        })),
      ];
      if (needs.some(({ partition, units }) => partition.left < units)) return false;
      for (const { partition, units } of needs) {
        partition.left -= units;
        partition.given += units;
        leastLeft = Math.min(leastLeft, partition.left);
      }
      return true;
    },
    given: () => [...partitions].flatMap(([id, { given }]) => (id.startsWith('table ') ? [given] : [])),
    leastLeft: () => leastLeft / limit,
  };
}

export const PARTITION_KEY = 'eventID';

/** Sort key of every index. Parts and queued chunks do not have it, which keeps them out of the indexes. */
export const SORT_KEY = 'receivedAt';

/** Partition key of each index, for the local table and for the one on AWS. */
export const INDEXES = {
  byGroup: 'groupID',
  byUser: 'userID',
  byOperation: 'operationID',
  byDay: 'dayShard',
} as const;

export type IndexName = keyof typeof INDEXES;

export const INDEX_NAMES = Object.keys(INDEXES) as IndexName[];

/** Attributes that a list shows beside the keys. Each index that an item is in costs a write unit per kilobyte. */
const LISTED = ['command', 'groupID', 'userID', 'outcome', 'role', 'summary', 'repeatOf'] as const;

/** Attributes of entries, which are in the index byUser alone. */
const OF_ENTRIES = ['entryOf', 'ofGroup'] as const;

/** Returns the non-key attributes of an index. */
export function projectedBy(index: IndexName): string[] {
  const attributes = index === 'byUser' ? [...LISTED, ...OF_ENTRIES] : LISTED;
  return attributes.filter((attribute) => attribute !== INDEXES[index]);
}

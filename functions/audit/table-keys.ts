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

/** Projected attributes besides the keys, for manual queries. The body is excluded because of its size. */
const PROJECTED = [
  'command',
  'groupID',
  'userID',
  'operationID',
  'outcome',
  'event',
  'decision',
  'reason',
  'repeatOf',
] as const;

/** Returns the non-key attributes of an index. */
export function projectedBy(index: IndexName): string[] {
  return PROJECTED.filter((attribute) => attribute !== INDEXES[index]);
}

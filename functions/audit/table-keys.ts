export const PARTITION_KEY = 'eventID';

/** Sort key of every index. An item without it is in no index: the parts of large records, and queued pieces. */
export const SORT_KEY = 'receivedAt';

/** Partition key of each index. The local table and the one in the cloud are both made from this. */
export const INDEXES = {
  byGroup: 'groupID',
  byUser: 'userID',
  byOperation: 'operationID',
  byDay: 'dayShard',
} as const;

export type IndexName = keyof typeof INDEXES;

/** Attributes of an index beside its keys, for queries by hand. The body is not among them. */
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

/** The non-key attributes that an index projects. */
export function projectedBy(index: IndexName): string[] {
  return PROJECTED.filter((attribute) => attribute !== INDEXES[index]);
}

/** The document for every group that has none of its own. */
export const ALL_GROUPS = '*';

/** Partition key: `*`, or a group's ID. */
export const SCOPE_KEY = 'scope';

/** Sort key: 1, 2, 3 … for each version that there was, and `CURRENT` for a copy of the one in force. */
export const VERSION_KEY = 'version';
export const CURRENT_VERSION_KEY = 0;

/** An item of the table. */
export interface StoredPolicy {
  readonly scope: string;
  readonly version: number;
  /** Of the current copy: which version it is. */
  readonly currentVersion?: number;
  /** The policy document as JSON; absent when it was removed. */
  readonly document?: string;
  /** ISO 8601, milliseconds, UTC. */
  readonly changedAt: string;
}

/** Scope of the policy for all groups. */
export const ALL_GROUPS = '*';

/** Partition key: `*` or a group's ID. */
export const SCOPE_KEY = 'scope';

/** Sort key: 1, 2, 3 … for the versions, and `CURRENT_VERSION_KEY` for a copy of the version in force. */
export const VERSION_KEY = 'version';
export const CURRENT_VERSION_KEY = 0;

export interface StoredPolicy {
  readonly scope: string;
  readonly version: number;
  /** Version of the copy in force. */
  readonly currentVersion?: number;
  /** Policy document as JSON. Absent when it was removed. */
  readonly document?: string;
  /** ISO 8601, milliseconds, UTC. */
  readonly changedAt: string;
}

/** Scope of the policy for all groups. */
export const ALL_GROUPS = '*';

/** Begins the scopes that are no group's. A group whose ID begins with it has no policy of its own. */
const RESERVED = '*';

/** Partition key: `*`, a group's ID, or `*list:` and the name of a list of terms. */
export const SCOPE_KEY = 'scope';

/** Sort key: 1, 2, 3 … for the versions, and `CURRENT_VERSION_KEY` for a copy of the version in force. */
export const VERSION_KEY = 'version';
export const CURRENT_VERSION_KEY = 0;

/**
 * Sort key of a second copy of a list in force, with its terms. A cold start reads it together with the first, which decides. Absent for
 * lists from before.
 */
export const WHOLE_LIST_KEY = -1;

/** Format of documents whose sections apply at every door, and add to the policy for all groups. */
export const FORMAT = 2;

/** Tells whether this version can read a format. A later version may store rules that mean something else in another format. */
export function isKnownFormat(format: number | undefined): boolean {
  return format === undefined || format === FORMAT;
}

export interface StoredPolicy {
  readonly scope: string;
  readonly version: number;
  /** Version of a copy. */
  readonly currentVersion?: number;
  /** Policy document as JSON, or the terms of a list. Absent when it was removed, and in the copy of a list. */
  readonly document?: string;
  /** Mark of a policy that was checked when it was stored, for functions. Absent in policies from before. */
  readonly checked?: string;
  /** Letters of the terms of a list as JSON, for functions. Absent in lists from before, and in those that are too large for it. */
  readonly letters?: string;
  /** Absent in documents from before the first format with a number. */
  readonly format?: number;
  /** ISO 8601, milliseconds, UTC. */
  readonly changedAt: string;
  /** Who stored the version: an identity of AWS, or the login of the machine. */
  readonly author?: string;
  /** Reason, as the author wrote it. */
  readonly note?: string;
}

/** Returns the scope of a list of terms. */
export function listScope(name: string): string {
  return `${RESERVED}list:${name}`;
}

/** Tells whether a group with this ID can have a policy of its own. */
export function isGroupScope(groupID: string): boolean {
  return groupID !== '' && !groupID.startsWith(RESERVED);
}

export type CheckStatus = 'ok' | 'warn' | 'fail' | 'skipped';

/** Result of one check. */
export interface Check {
  /** Short and the same in every run, such as `token`. */
  readonly name: string;
  readonly status: CheckStatus;
  /** Finding, in one sentence without a secret. */
  readonly says: string;
  /** Remedy, in one or two sentences. */
  readonly todo?: string;
}

export function ok(name: string, says: string): Check {
  return { name, status: 'ok', says };
}

/** Something to know, which does not stop callbacks. */
export function warn(name: string, says: string, todo: string): Check {
  return { name, status: 'warn', says, todo };
}

export function fail(name: string, says: string, todo: string): Check {
  return { name, status: 'fail', says, todo };
}

export function skipped(name: string, says: string, todo?: string): Check {
  return { name, status: 'skipped', says, ...(todo !== undefined && { todo }) };
}

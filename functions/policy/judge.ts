/** What was decided of a before callback. */
export interface Decision {
  readonly verdict: 'allow' | 'refuse';
  /** Why a failure and not the policy decided. */
  readonly degraded?: string;
}

/** Decides whether a member's information may be set. Without a policy, everything may. */
export function judge(): Decision {
  return { verdict: 'allow' };
}

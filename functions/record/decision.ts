/** Fields that a member change may set and rules apply to. */
export type FieldName = 'nickName' | 'faceURL' | 'roleLevel' | 'ex';

export type Verdict = 'allow' | 'change' | 'refuse';

export interface FiredRule {
  readonly id: string;
  readonly field: FieldName;
  readonly action: 'change' | 'refuse';
  /** Finding in the value, such as a term or a scheme. */
  readonly why: string;
  /** Code and message for the user. A refusal has both. */
  readonly errCode?: number;
  readonly errMsg?: string;
}

/** Versions of the policy documents that applied: the one for all groups, and the group's own. */
export interface PolicyVersion {
  readonly all?: number;
  readonly group?: number;
}

/** Recorded decision about a before callback. */
export interface Decision {
  readonly verdict: Verdict;
  /** In monitor mode: the verdict that enforce mode would have given. */
  readonly wouldBe?: Verdict;
  readonly mode?: 'enforce' | 'monitor';
  readonly rules?: readonly FiredRule[];
  readonly changes?: Partial<Record<FieldName, { readonly before: string | number; readonly after: string | number }>>;
  readonly policyVersion?: PolicyVersion;
  /** Failure that decided instead of the policy, or that made the policy outdated or incomplete. */
  readonly degraded?: string;
}

/** The fields that a request may set, and that rules are about. */
export type FieldName = 'nickName' | 'faceURL' | 'roleLevel' | 'ex';

export type Verdict = 'allow' | 'change' | 'refuse';

/** One rule that fired. */
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

/** The versions of the documents that a policy is made of: the one for all, and the group's own. */
export interface PolicyVersion {
  readonly all?: number;
  readonly group?: number;
}

/** Decision about a before callback, as its record keeps it. */
export interface Decision {
  readonly verdict: Verdict;
  /** The verdict that enforcing would have given, when the policy only monitors. */
  readonly wouldBe?: Verdict;
  readonly mode?: 'enforce' | 'monitor';
  readonly rules?: readonly FiredRule[];
  readonly changes?: Partial<Record<FieldName, { readonly before: string | number; readonly after: string | number }>>;
  readonly policyVersion?: PolicyVersion;
  /** Why a failure and not the policy decided, or which part of it. */
  readonly degraded?: string;
}

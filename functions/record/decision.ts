export type Verdict = 'allow' | 'change' | 'refuse';

export interface FiredRule {
  readonly id: string;
  /** Path of the value in the request, such as `nickName` or `users[3].nickname`. */
  readonly field: string;
  readonly action: 'change' | 'refuse';
  /** Finding in the value, such as a term or a scheme. */
  readonly why: string;
  /** Code and message for the user. A refusal has both. */
  readonly errCode?: number;
  readonly errMsg?: string;
  /** The rule is only monitored, so it did nothing. */
  readonly isMonitored?: true;
}

/** Without an own mark, a rule did nothing where the verdict is milder than its action. */
export function isOnlyMonitored({ action, isMonitored }: FiredRule, { verdict }: Pick<Decision, 'verdict'>): boolean {
  return isMonitored === true || verdict === 'allow' || (verdict === 'change' && action === 'refuse');
}

/** Versions of the policy documents that applied: the one for all groups, and the group's own. */
export interface PolicyVersion {
  readonly all?: number;
  readonly group?: number;
}

/** Recorded decision about a before callback. */
export interface Decision {
  readonly verdict: Verdict;
  /** With monitored rules: the verdict that they would have given, too. */
  readonly wouldBe?: Verdict;
  readonly mode?: 'enforce' | 'monitor';
  readonly rules?: readonly FiredRule[];
  /** By the path of the value. In monitor mode, changes that were not made. */
  readonly changes?: Readonly<Record<string, { readonly before: string | number; readonly after: string | number }>>;
  /** Number of further rules and changes, which the record leaves out. */
  readonly omitted?: number;
  readonly policyVersion?: PolicyVersion;
  /** Failure that decided instead of the policy, or that made the policy outdated or incomplete. */
  readonly degraded?: string;
}

import { includesAction, type Statement, statementsIn } from './policy-statements.ts';

/** A caller, by all names that a policy may use for it. */
export interface Caller {
  readonly names: readonly string[];
  /** A service of AWS, which calls from no account. */
  readonly isService: boolean;
}

/** Returns the caller for which the IAM policies of an account decide. */
export function accountCaller(account: string, partition: string): Caller {
  return { names: [account, `arn:${partition}:iam::${account}:root`], isService: false };
}

/** @param names such as `cloudwatch.amazonaws.com` */
export function serviceCaller(...names: string[]): Caller {
  return { names, isService: true };
}

/**
 * Tells whether the policy of a resource lets a caller do all of `actions`.
 *
 * Conditions are not evaluated: a statement with one counts if it permits, and does not count if it denies. So only a certain mistake is found.
 *
 * @param policy JSON text, as AWS returns it
 */
export function permits(policy: string, caller: Caller, actions: readonly string[]): boolean {
  const own = statementsIn(policy).filter((statement) => concerns(statement, caller));
  return actions.every((action) => {
    const about = own.filter((statement) => includesAction(statement, action));
    const isDenied = about.some(({ Effect, Condition }) => Effect === 'Deny' && Condition === undefined);
    return !isDenied && about.some(({ Effect }) => Effect === 'Allow');
  });
}

function concerns(statement: Statement, { names, isService }: Caller): boolean {
  const { Effect, Principal = {}, NotPrincipal, Condition } = statement;
  // May permit a caller. Whom it denies is not evaluated.
  if (NotPrincipal !== undefined) return Effect === 'Allow';
  const all = typeof Principal === 'string' ? [Principal] : Object.values(Principal).flat();
  if (names.some((name) => all.includes(name))) return true;
  return all.includes('*') && !(isService && isOfAccounts(Condition));
}

/** Tells whether only callers of an account can meet a condition. The policies of keys that AWS manages have such conditions. */
function isOfAccounts(condition: unknown): boolean {
  return condition !== undefined && /"kms:CallerAccount"/i.test(JSON.stringify(condition));
}

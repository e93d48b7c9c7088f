import { accountCaller, type Caller, permits, serviceCaller } from './policy-permits.ts';

/** A use of a key that its key policy must permit. */
interface KeyUse {
  /** The caller, for a person. */
  readonly who: string;
  readonly caller: Caller;
  /** Actions without which the use fails. */
  readonly needs: readonly string[];
  /** Statement that permits the use. */
  readonly statement: object;
}

/** IAM policies of the stack's account, of which the stack gives some to its functions. */
export function byAccount(account: string, partition: string): KeyUse {
  const AWS = `arn:${partition}:iam::${account}:root`;
  return {
    who: `IAM policies of the account ${account}`,
    caller: accountCaller(account, partition),
    needs: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
    statement: { Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' },
  };
}

/** Log groups. Source: Amazon CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS". */
export function byLogs(region: string): KeyUse {
  const who = `logs.${region}.amazonaws.com`;
  return {
    who,
    caller: serviceCaller(who, `${who}.cn`, 'logs.amazonaws.com'),
    needs: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    statement: statementFor(who, ['Encrypt*', 'Decrypt*', 'ReEncrypt*', 'GenerateDataKey*', 'Describe*']),
  };
}

export const CLOUDWATCH = 'cloudwatch.amazonaws.com';

/** Alarms, which publish to an encrypted topic. Source: Amazon SNS Developer Guide, "Key management". */
export const BY_ALARMS: KeyUse = {
  who: CLOUDWATCH,
  caller: serviceCaller(CLOUDWATCH),
  needs: ['kms:Decrypt', 'kms:GenerateDataKey'],
  statement: statementFor(CLOUDWATCH, ['Decrypt', 'GenerateDataKey*']),
};

function statementFor(service: string, actions: readonly string[]): object {
  const Action = actions.map((action) => `kms:${action}`);
  return { Effect: 'Allow', Principal: { Service: service }, Action, Resource: '*' };
}

/**
 * Returns a sentence if a key policy does not permit a use.
 *
 * @param effect what follows then
 */
export function policyErrors(
  subject: string,
  policy: string,
  { who, caller, needs, statement }: KeyUse,
  effect: string,
) {
  if (permits(policy, caller, needs)) return [];
  return [
    `${subject} has a key policy that does not let ${who} use it, so that ${effect}. Add this statement to its key policy: ${JSON.stringify(statement)}`,
  ];
}

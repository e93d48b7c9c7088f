import type { KeyMetadata } from '@aws-sdk/client-kms';
import { arnParts } from './arn-parts.ts';
import type { Findings } from './findings.ts';
import type { FoundKey } from './found-key.ts';
import { BY_ALARMS, byAccount, byLogs, policyErrors } from './key-policy.ts';

interface Uses {
  /** Account of the stack. */
  readonly account: string;
  /** The stack makes a topic, which the key encrypts. */
  readonly hasTopic: boolean;
}

/** Checks that a key can encrypt what the stack makes. */
export function checkKey(arn: string, { metadata, policy }: FoundKey, { account, hasTopic }: Uses): Findings {
  const { region, partition, resource } = arnParts(arn);
  const subject = `key: the key ${resource.replace('key/', '')}`;
  const wrongKind = keyErrors(subject, metadata, region);
  if (wrongKind.length > 0) return { errors: wrongKind, warnings: [] };
  if (policy === undefined)
    return { errors: [], warnings: [`${subject} has a key policy that can't be read, so that it is not checked.`] };
  return {
    errors: [
      ...policyErrors(subject, policy, byAccount(account, partition), 'no function could'),
      ...policyErrors(subject, policy, byLogs(region), 'no log group could be made'),
      ...(hasTopic ? policyErrors(subject, policy, BY_ALARMS, 'no alarm would reach alarmEmail') : []),
    ],
    warnings: [],
  };
}

/** Checks the kind and the state of a key. */
export function keyErrors(subject: string, metadata: KeyMetadata, region: string): string[] {
  const { KeyState: state, KeySpec, KeyUsage, KeyManager, KeyId } = metadata;
  if (KeyManager === 'AWS')
    return [`${subject} is managed by AWS, so that nobody can change its key policy. Use a key of your own.`];
  if (KeySpec !== 'SYMMETRIC_DEFAULT' || KeyUsage !== 'ENCRYPT_DECRYPT')
    return [`${subject} is for ${KeyUsage} with ${KeySpec}. Use a symmetric key for encryption.`];
  // During a change of a multi-Region key, the key works.
  if (state === 'Enabled' || state === 'Updating') return [];
  const where = `--key-id ${KeyId} --region ${region}`;
  const enable = `aws kms enable-key ${where}`;
  if (state === 'Disabled') return [`${subject} is disabled. Use another one, or run: ${enable}`];
  if (state === 'PendingDeletion')
    return [
      `${subject} is going to be deleted. Use another one, or run: aws kms cancel-key-deletion ${where} && ${enable}`,
    ];
  return [`${subject} is in the state ${state}. Use another one, or deploy again once it is Enabled.`];
}

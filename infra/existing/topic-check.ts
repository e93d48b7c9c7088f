import { arnParts } from './arn-parts.ts';
import type { Findings } from './findings.ts';
import type { FoundKey } from './found-key.ts';
import type { FoundTopic } from './found-topic.ts';
import { keyErrors } from './key-check.ts';
import { BY_ALARMS, CLOUDWATCH, policyErrors } from './key-policy.ts';
import { permits, serviceCaller } from './policy-permits.ts';

/** Key with which SNS encrypts unless a topic has another. Its key policy lets no alarm use it. */
export const KEY_OF_AWS = 'alias/aws/sns';

const LOST = 'no alarm would reach it';

/** Checks that alarms can publish to a topic. CloudWatch says nothing when they can't. */
export function checkTopic(arn: string, { policy, subscriptions }: FoundTopic): Findings {
  const subject = subjectOf(arn);
  const isOpen = policy === undefined || permits(policy, serviceCaller(CLOUDWATCH), ['sns:Publish']);
  const statement = { Effect: 'Allow', Principal: { Service: CLOUDWATCH }, Action: 'sns:Publish', Resource: arn };
  return {
    errors: isOpen
      ? []
      : [
          `${subject} has a policy that does not let ${CLOUDWATCH} publish, so that ${LOST}. Add this statement to its policy: ${JSON.stringify(statement)}`,
        ],
    warnings:
      subscriptions === 0 ? [`${subject} has no confirmed subscription, so that alarms reach nobody. Add one.`] : [],
  };
}

/** Checks that alarms can use the key of a topic. */
export function checkTopicKey(arn: string, key: string, found: FoundKey | undefined): Findings {
  const subject = `${subjectOf(arn)} is encrypted with a key that`;
  const { region } = arnParts(arn);
  if (key === KEY_OF_AWS || found?.metadata.KeyManager === 'AWS')
    return {
      errors: [
        `${subject} AWS manages, so that ${LOST}. Use a key of your own, or end the encryption with: aws sns set-topic-attributes --topic-arn ${arn} --region ${region} --attribute-name KmsMasterKeyId --attribute-value ""`,
      ],
      warnings: [],
    };
  if (!found) return { errors: [`${subject} does not exist, so that ${LOST}. Use another key.`], warnings: [] };
  const wrongKind = keyErrors(subject, found.metadata, region);
  if (wrongKind.length > 0) return { errors: wrongKind, warnings: [] };
  if (found.policy === undefined)
    return { errors: [], warnings: [`${subject} has a key policy that can't be read, so that it is not checked.`] };
  return { errors: policyErrors(subject, found.policy, BY_ALARMS, LOST), warnings: [] };
}

export function subjectOf(arn: string): string {
  return `alarmTopic: the topic ${arnParts(arn).resource}`;
}

import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';

/**
 * Uses of a key by services on behalf of a function, which reads and writes items, messages and objects, and reads the stream.
 *
 * Sources: AWS Key Management Service Developer Guide, "How Amazon DynamoDB uses AWS KMS"; Amazon SQS Developer Guide, "Key management";
 * Amazon S3 User Guide, "Using server-side encryption with AWS KMS keys".
 */
const ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Lets a function use what keys encrypt. The CDK's own grant would have wildcards. */
export function grantKeys(grantee: IGrantable, arns: readonly (string | undefined)[]): void {
  const resourceArns = [...new Set(arns.filter((arn) => arn !== undefined))];
  if (resourceArns.length > 0) Grant.addToPrincipal({ grantee, actions: ACTIONS, resourceArns });
}

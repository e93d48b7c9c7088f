import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';

/**
 * What the services ask of a key on behalf of a function: to read and write items, messages and objects, and to read the stream.
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

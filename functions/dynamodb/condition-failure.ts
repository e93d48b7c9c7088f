import type { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Tells whether DynamoDB refused a write by its condition. Errors of all clients have this name, but not this class. */
export function isConditionFailure(error: unknown): error is ConditionalCheckFailedException {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

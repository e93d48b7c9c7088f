import { DynamoDBServiceException, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { UsageError } from './command.ts';

/** The place of tables that are not in a DynamoDB of this machine. */
export const AWS = 'AWS';

/** AWS's errors for credentials that it does not accept. */
const NOT_ACCEPTED = [
  'ExpiredTokenException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
];

/** Node's error codes for an address at which nobody answers. */
const UNREACHABLE = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
];

/**
 * Explains what DynamoDB or the way to it fails with. Any other error stays as it is.
 *
 * @param place where the tables are, for a person
 */
export function explained(
  error: unknown,
  names: { readonly audit: string; readonly policy: string },
  place: string,
): unknown {
  const isAws = place === AWS;
  if (error instanceof ResourceNotFoundException) {
    const which = isAws ? '--table and --region' : 'AUDIT_TABLE_NAME and POLICY_TABLE_NAME';
    return new UsageError(`The table ${names.audit} or ${names.policy} does not exist in ${place}. Check ${which}.`);
  }
  const { name, code } = error as NodeJS.ErrnoException;
  const what = isAws ? '--region and your network' : 'AWS_ENDPOINT_URL_DYNAMODB, and that DynamoDB runs there';
  if (name === 'TimeoutError') return new UsageError(`DynamoDB (${place}) does not answer. Check ${what}.`);
  if (code && UNREACHABLE.includes(code))
    return new UsageError(`DynamoDB (${place}) can't be reached (${code}). Check ${what}.`);
  if (error instanceof SyntaxError) return new UsageError(`${place} is not a DynamoDB. Check ${what}.`);
  if (name === 'ValidationException')
    return new UsageError(
      `The table ${names.audit} or ${names.policy} is another than meant: ${(error as Error).message}`,
    );
  if (name === 'CredentialsProviderError')
    return new UsageError('No AWS credentials found. Sign in to AWS, or set AWS_PROFILE.');
  if (name === 'AccessDeniedException')
    return new UsageError(
      `Your AWS credentials lack a permission: ${(error as Error).message.replace(/\.$/, '')}. Use other credentials, or grant it.`,
    );
  if (name && NOT_ACCEPTED.includes(name))
    return new UsageError(
      isAws
        ? `AWS does not accept your credentials (${name}). Sign in again.`
        : `${place} does not accept your credentials (${name}): ${(error as Error).message}`,
    );
  if ((error as Error).message === 'Region is missing')
    return new UsageError('--region is missing. Use the region of the stack.');
  if ((error as Error).message.startsWith('Region not accepted'))
    return new UsageError('Invalid --region. Use a region name such as eu-west-1.');
  if (error instanceof DynamoDBServiceException || '$metadata' in (error as object))
    return new UsageError(
      `DynamoDB failed: ${(error as Error).message.split('\n')[0]?.replace(/\.$/, '') || name}. Try again later.`,
    );
  return error;
}

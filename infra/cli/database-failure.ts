import { DynamoDBServiceException, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { UsageError } from './usage-error.ts';

/** Displayed place of tables in AWS. */
export const AWS = 'AWS';

/** AWS's errors for credentials that it does not accept. */
const NOT_ACCEPTED = [
  'ExpiredTokenException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
];

/** Node's error codes for an address without an answer. */
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
 * Explains a failure of DynamoDB or of the network. Any other error stays as it is.
 *
 * @param place displayed place of the tables
 */
export function explained(
  error: unknown,
  names: { readonly audit: string; readonly policy: string },
  place: string,
): unknown {
  const isAws = place === AWS;
  const which = isAws ? '--table and --region' : 'AUDIT_TABLE_NAME and POLICY_TABLE_NAME';
  if (error instanceof ResourceNotFoundException)
    return new UsageError(`The table ${names.audit} or ${names.policy} does not exist in ${place}. Check ${which}.`);
  const { name, code } = error as NodeJS.ErrnoException;
  const what = isAws ? '--region and your network' : 'AWS_ENDPOINT_URL_DYNAMODB, and that DynamoDB runs there';
  if (name === 'TimeoutError') return new UsageError(`DynamoDB (${place}) does not answer. Check ${what}.`);
  if (code && UNREACHABLE.includes(code))
    return new UsageError(`DynamoDB (${place}) can't be reached (${code}). Check ${what}.`);
  if (error instanceof SyntaxError) return new UsageError(`${place} is not a DynamoDB. Check ${what}.`);
  if (name === 'ValidationException')
    return new UsageError(
      `The table ${names.audit} or ${names.policy} does not have the expected keys (${withoutStop(error)}). Check ${which}.`,
    );
  if (name === 'CredentialsProviderError')
    return new UsageError('No AWS credentials found. Sign in to AWS, or set AWS_PROFILE.');
  if (name === 'AccessDeniedException')
    return new UsageError(
      `Your AWS credentials lack a permission: ${withoutStop(error)}. Use other credentials, or grant it.`,
    );
  if (name && NOT_ACCEPTED.includes(name))
    return new UsageError(
      isAws
        ? `AWS does not accept your credentials (${name}). Sign in again.`
        : `${place} does not accept your credentials (${name}): ${withoutStop(error)}. Check AWS_ACCESS_KEY_ID or AWS_PROFILE.`,
    );
  if ((error as Error).message === 'Region is missing')
    return new UsageError('--region is missing. Use the region of the stack.');
  if ((error as Error).message.startsWith('Region not accepted'))
    return new UsageError('Invalid --region. Use a region name such as eu-west-1.');
  if (error instanceof DynamoDBServiceException || '$metadata' in (error as object))
    return new UsageError(`DynamoDB failed: ${withoutStop(error) || name}. Try again later.`);
  return error;
}

/** Returns the first line of a message, without the full stop at its end. */
function withoutStop(error: unknown): string {
  return (error as Error).message.split('\n')[0]?.replace(/\.$/, '') ?? '';
}

import { reasonOfConnection } from './failure-reason.ts';
import { UsageError } from './usage-error.ts';

/** AWS's errors for expired credentials. */
const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'];

/** AWS's errors for unknown credentials. */
const UNKNOWN = [
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'IncompleteSignature',
  'InvalidAccessKeyId',
];

/** AWS's errors for a permission that is missing. */
const DENIED = [
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  // SNS has a name of its own.
  'AuthorizationError',
  'AuthorizationErrorException',
];

/** Explains a failure of AWS or of the network in a sentence. Any other error stays as it is. */
export function explainedAws(error: unknown): unknown {
  if (error instanceof UsageError || !(error instanceof Error)) return error;
  const { name, message, code = '' } = error as NodeJS.ErrnoException;
  const first = message.split('\n')[0]?.replace(/\.$/, '') ?? '';
  if (/multi-factor|MFA/.test(message))
    return new UsageError(
      'Your AWS profile asks for an MFA code. Run: eval "$(aws configure export-credentials --profile NAME --format env)"; unset AWS_PROFILE',
    );
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError')
    return new UsageError(
      /expired/i.test(message)
        ? 'Your AWS credentials have expired. Sign in again.'
        : 'No AWS credentials found. Sign in to AWS, or set AWS_PROFILE.',
    );
  if (EXPIRED.includes(name)) return new UsageError('Your AWS credentials have expired. Sign in again.');
  if (UNKNOWN.includes(name))
    return new UsageError(`AWS does not accept your credentials (${name}). Sign in again, or check AWS_PROFILE.`);
  if (DENIED.includes(name))
    return new UsageError(`Your AWS credentials lack a permission: ${first}. Use other credentials, or grant it.`);
  if (message === 'Region is missing' || message.startsWith('Region not accepted: region=""'))
    return new UsageError('The region is missing. Set region in the settings file, or AWS_REGION.');
  if (message.startsWith('Region not accepted'))
    return new UsageError('The region is not valid. Use a name such as eu-west-1.');
  if (name === 'TimeoutError') return new UsageError('AWS does not answer. Check your network and the region.');
  if (code !== '' && !('$fault' in error))
    return new UsageError(`AWS can't be reached: ${reasonOfConnection(error)}. Check your network and the region.`);
  if ('$metadata' in error) return new UsageError(`AWS failed: ${first || name}. Try again later.`);
  return error;
}

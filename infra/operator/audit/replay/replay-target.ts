import { isKnownName } from '../../../../functions/openim/known-callback.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { authorizationOf, withoutCredentials } from '../../calls/credentials.ts';
import { parseAddress } from '../../webhooks/webhooks-address.ts';

/** A receiver to which callbacks are sent. Its token is in the header only. */
export interface ReplayTarget {
  /** Address without credentials and without a slash at its end. */
  readonly address: string;
  readonly authorization: string | undefined;
}

/**
 * Reads the address of a receiver, as OpenIM has it.
 *
 * @throws {UsageError} without what was typed, because it may contain a token
 */
export function replayTarget(text: string, env: NodeJS.ProcessEnv): ReplayTarget {
  const { url, ...credentials } = withoutCredentials(parseAddress(text, '--to'));
  if (isKnownName(url.pathname.split('/').at(-1) ?? ''))
    throw new UsageError('--to ends with the name of a callback. Give the address before it, as OpenIM has it.');
  if (url.origin === originOf(env.AWS_ENDPOINT_URL_DYNAMODB))
    throw new UsageError('--to is the address of the database. Give that of a receiver.');
  if (/(^|\.)dynamodb\..*\.amazonaws\.com$/.test(url.hostname))
    throw new UsageError('--to is an address of DynamoDB. Give that of a receiver.');
  return {
    address: url.href.replace(/\/$/, ''),
    authorization: authorizationOf(credentials),
  };
}

function originOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;
}

import { isKnownName } from '../../../../functions/openim/known-callback.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { parseAddress } from '../../webhooks/webhooks-address.ts';

/** A receiver to which callbacks are sent. Its token stands in no other place than the header. */
export interface ReplayTarget {
  /** Address without credentials and without a slash at its end. */
  readonly address: string;
  readonly authorization: string | undefined;
}

/**
 * Reads the address of a receiver, as OpenIM has it.
 *
 * @throws {UsageError} without what was typed, because a token may stand in it
 */
export function replayTarget(text: string, env: NodeJS.ProcessEnv): ReplayTarget {
  const url = new URL(checked(text));
  const credentials = `${bytesOf(url.username)}:${bytesOf(url.password)}`;
  url.username = '';
  url.password = '';
  if (isKnownName(url.pathname.split('/').at(-1) ?? ''))
    throw new UsageError('--to ends with the name of a callback. Give the address before it, as OpenIM has it.');
  if (url.origin === originOf(env.AWS_ENDPOINT_URL_DYNAMODB))
    throw new UsageError('--to is the address of the database. Give that of a receiver.');
  if (/(^|\.)dynamodb\..*\.amazonaws\.com$/.test(url.hostname))
    throw new UsageError('--to is an address of DynamoDB. Give that of a receiver.');
  return {
    address: url.href.replace(/\/$/, ''),
    authorization: credentials === ':' ? undefined : `Basic ${Buffer.from(credentials, 'latin1').toString('base64')}`,
  };
}

function checked(text: string): string {
  try {
    return parseAddress(text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message.replaceAll('--address', '--to'));
  }
}

/** Decodes %XX as Go does: to bytes, here one a character, which need not be UTF-8. */
function bytesOf(escaped: string): string {
  return escaped.replace(/%([0-9a-f]{2})/gi, (_escape, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function originOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;
}

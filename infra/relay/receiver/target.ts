import { RELAY_USER } from '../../../functions/openim/relay-protocol.ts';

/** A server that callbacks are delivered to. */
export interface Target {
  /** Name in the spool, in metrics and in lines. */
  readonly name: string;
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
  /** Path before that of a callback, without a slash at its end. */
  readonly basePath: string;
  /** Value of the header `Authorization`. */
  readonly authorization: string | undefined;
  /** Address without the token, for people. */
  readonly shown: string;
}

/** Name of the receiver. */
export const RECEIVER = 'receiver';

/** Returns words for a server in a sentence. */
export function titleOf({ name }: Pick<Target, 'name'>): string {
  return name === RECEIVER ? 'the receiver' : name;
}

/** Says what is wrong with an address. It never repeats the address, which holds a token. */
export class InvalidTarget extends Error {
  override readonly name = 'InvalidTarget';
}

/**
 * Parses the address of a receiver, such as `https://relay:TOKEN@ID.execute-api.eu-west-1.amazonaws.com/prod`.
 *
 * @throws {InvalidTarget}
 */
export function parseTarget(text: string, name = RECEIVER): Target {
  const url = URL.parse(text.trim());
  if (url === null) throw new InvalidTarget('is not a valid address');
  const isSecure = url.protocol === 'https:';
  if (!isSecure && url.protocol !== 'http:') throw new InvalidTarget('must start with https:// or http://');
  if (url.search !== '' || url.hash !== '') throw new InvalidTarget('must end with the path, without ? and #');
  const token = decoded(url.password);
  if (token === '' && url.username !== '') throw new InvalidTarget('has a user name without a token');
  const basePath = url.pathname.replace(/\/+$/, '');
  return {
    name,
    isSecure,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || (isSecure ? 443 : 80),
    basePath,
    authorization: token === '' ? undefined : `Basic ${Buffer.from(`${RELAY_USER}:${token}`).toString('base64')}`,
    shown: `${url.protocol}//${url.host}${basePath}`,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

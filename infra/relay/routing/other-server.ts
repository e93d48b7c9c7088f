import { InvalidTarget, RECEIVER, type Target } from '../receiver/target.ts';

const NAME = /^[\w.:[\]-]{1,100}$/;

/**
 * Parses the address of a server that OpenIM called, such as `https://user:password@own.example/callback`. It is joined with `/` and
 * the name of a callback, as OpenIM does.
 *
 * @param name without one it is the host
 * @throws {InvalidTarget} never with the address, because it may hold a credential
 */
export function parseOtherServer(text: string, name?: string): Target {
  const url = URL.parse(text.trim());
  if (url === null) throw new InvalidTarget('is not a valid address');
  const isSecure = url.protocol === 'https:';
  if (!isSecure && url.protocol !== 'http:') throw new InvalidTarget('must start with https:// or http://');
  if (url.search !== '' || url.hash !== '') throw new InvalidTarget('must end with the path, without ? and #');
  const credentials = [url.username, url.password].map(decoded).join(':');
  return {
    name: checkedName(name ?? url.host),
    isSecure,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || (isSecure ? 443 : 80),
    basePath: url.pathname.replace(/\/+$/, ''),
    authorization: credentials === ':' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`,
    // A path may be a secret, because OpenIM has no other place for one.
    shown: `${url.protocol}//${url.host}`,
  };
}

function checkedName(name: string): string {
  if (name === RECEIVER) throw new InvalidTarget(`must not be named ${RECEIVER}, which is the name of the receiver`);
  if (!NAME.test(name)) throw new InvalidTarget('must have a name of at most 100 letters, digits, dots and hyphens');
  return name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

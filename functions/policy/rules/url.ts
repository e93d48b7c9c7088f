import { domainToUnicode } from 'node:url';

/** An address without a trick: what a browser, a client and this rule read is the same. */
export interface PlainURL {
  /** Without the colon. */
  readonly scheme: string;
  /** In lower case, other scripts as punycode. */
  readonly host: string;
}

/**
 * Reads an address, or says why it is not a plain one: no user info, port, trailing dot, backslash, or host that is written
 * otherwise than it is meant (as `0x7f.1`, or in characters that are folded).
 * Source: WHATWG URL Standard, "Host parsing".
 */
export function plainURL(text: string): PlainURL | string {
  if (!URL.canParse(text)) return 'no absolute address';
  const { protocol, username, password, port, hostname } = new URL(text);
  if (username !== '' || password !== '') return 'user info in the address';
  if (port !== '') return 'a port in the address';
  if (hostname.endsWith('.')) return 'a dot after the host';
  const [, written] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\\s]*)(?:[/?#][^\\\s]*)?$/i.exec(text) ?? [];
  if (written === undefined) return 'characters that do not belong into an address';
  const isAsWritten = [hostname, domainToUnicode(hostname)].includes(written.toLowerCase());
  if (!isAsWritten) return 'a host in an odd notation';
  return { scheme: protocol.slice(0, -1), host: hostname };
}

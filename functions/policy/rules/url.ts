import { domainToUnicode } from 'node:url';

/** An address that browsers, clients and these rules read the same way. */
export interface PlainURL {
  /** Without the colon. */
  readonly scheme: string;
  /** Lower case, punycode, with the port unless it is the scheme's default. */
  readonly host: string;
}

/**
 * Parses an address, or returns the reason why it is not plain. A plain address has no user info, trailing dot or backslash. Its
 * host has one spelling: not `0x7f.1`, no characters that are folded, no port such as `0443`.
 * Source: WHATWG URL Standard, "Host parsing".
 */
export function plainURL(text: string): PlainURL | string {
  if (!URL.canParse(text)) return 'no absolute address';
  const { protocol, username, password, host, hostname, port } = new URL(text);
  if (username !== '' || password !== '') return 'user info in the address';
  if (hostname.endsWith('.')) return 'a dot after the host';
  const [, written] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\\s]*)(?:[/?#][^\\\s]*)?$/i.exec(text) ?? [];
  if (written === undefined) return 'characters that do not belong into an address';
  const ports = port === '' ? ['', protocol === 'https:' ? ':443' : ':80'] : [`:${port}`];
  const forms = ports.flatMap((end) => [hostname + end, domainToUnicode(hostname) + end]);
  return forms.includes(written.toLowerCase()) ? { scheme: protocol.slice(0, -1), host } : 'a host in an odd notation';
}

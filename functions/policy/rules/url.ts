import { domainToUnicode } from 'node:url';

/** An address without a trick: what a browser, a client and this rule read is the same. */
export interface PlainURL {
  /** Without the colon. */
  readonly scheme: string;
  /** In lower case, other scripts as punycode; with the port, unless it is the scheme's default. */
  readonly host: string;
}

/**
 * Reads an address, or says why it is not a plain one: no user info, trailing dot, backslash, or host that is written
 * otherwise than it is meant (as `0x7f.1`, in characters that are folded, or with a port such as `0443`).
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

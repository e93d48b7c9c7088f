import * as v from 'valibot';
import type { FoldedText } from '../text/folded-text.ts';
import { pattern } from '../text/pattern.ts';
import type { TextCheck } from './rule.ts';
import { text } from './settings.ts';

/** An address that browsers, clients and these rules read the same way. */
export interface PlainURL {
  /** Without the colon. */
  readonly scheme: string;
  /** Lower case, punycode, with the port unless it is the scheme's default. */
  readonly host: string;
  /** `host` without any port. */
  readonly hostname: string;
  /** Percent-encoded, with `.` and `..` resolved. */
  readonly path: string;
}

/** Raw control characters, and escapes of those in ASCII, which some clients decode. Browsers drop tabs and newlines. */
const control = pattern(() => /\p{Cc}|%(?:[01][0-9a-f]|7f)/iu);

/** Malformed escapes. Go's net/url rejects an address that has one in its path. */
const MALFORMED_ESCAPE = /%(?![0-9a-f]{2})/i;

/** Longer addresses are refused, because decoding millions of escapes takes longer than OpenIM waits. */
const MAX_UTF16_UNITS = 100_000;

/**
 * Parses an address, or returns the reason why it is not plain. A plain address has no user info, trailing dot, backslash,
 * control character or malformed escape. Its host has one spelling: not `0x7f.1`, no characters that are folded, no port such
 * as `0443`. Source: WHATWG URL Standard, "Host parsing".
 */
export function plainURL(text: string): PlainURL | string {
  if (text.length > MAX_UTF16_UNITS) return `more than ${MAX_UTF16_UNITS} characters in the address`;
  if (!text.isWellFormed()) return 'half a character in the address';
  if (control().test(text)) return 'a control character in the address';
  if (MALFORMED_ESCAPE.test(text)) return 'a percent sign without two hex digits';
  const url = URL.parse(text);
  if (!url) return 'not an absolute address';
  const { protocol, username, password, host, hostname, port, pathname } = url;
  if (username !== '' || password !== '') return 'user info in the address';
  if (hostname.endsWith('.')) return 'a dot after the host';
  const [, written] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\\s]*)(?:[/?#][^\\\s]*)?$/i.exec(text) ?? [];
  if (written === undefined) return 'characters that are not allowed in an address';
  const ports = port === '' ? ['', protocol === 'https:' ? ':443' : ':80'] : [`:${port}`];
  const isWritten = (name: string) => ports.some((end) => name + end === written.toLowerCase());
  if (!isWritten(hostname) && !isWritten(unicodeOf(hostname))) return 'a host in an unusual notation';
  return { scheme: protocol.slice(0, -1), host, hostname, path: pathname };
}

/** Asks Node for its module only when needed, because an import takes part of a cold start. */
function unicodeOf(hostname: string): string {
  return process.getBuiltinModule('node:url').domainToUnicode(hostname);
}

/** The address to set instead of refusing. It is never judged by its own rule. */
export const replaceWith = v.optional(text);

/** Addresses of judged texts, because several rules read each of them. */
const addresses = new WeakMap<FoldedText, PlainURL | string>();

function addressIn(folded: FoldedText): PlainURL | string {
  const address = addresses.get(folded) ?? plainURL(folded.text);
  addresses.set(folded, address);
  return address;
}

/** Returns a check that fires for addresses that are not plain, and for those that `whyNot` has a reason against. */
export function addressCheck(whyNot: (url: PlainURL) => string | undefined, replacement?: string): TextCheck {
  return (text, folded) => {
    const url = addressIn(folded);
    const why = typeof url === 'string' ? url : whyNot(url);
    if (why === undefined || text === replacement) return undefined;
    return replacement === undefined ? { refuse: why } : { change: replacement, why };
  };
}

/** Tells if a rule has a list at all. Without one it would never fire. */
export function hasList({ allow, deny }: { readonly allow?: unknown; readonly deny?: unknown }): boolean {
  return allow !== undefined || deny !== undefined;
}

export const NEEDS_LIST = 'needs allow, deny or both';

import { UsageError } from '../../cli/usage-error.ts';

/** Characters with no special meaning in YAML, a shell, a compose file and Go's HTTP client. */
const HARMLESS = /^[\w.~:/@%[\]-]+$/;

/** A mistake in an address and its remedy. `what` follows the address in a sentence, `todo` is a sentence. */
export interface AddressMistake {
  readonly what: string;
  readonly todo: string;
}

/** Returns the first mistake in an address that OpenIM is to call, or undefined. */
export function mistakeInAddress(text: string): AddressMistake | undefined {
  if (/[{}<>]/.test(text))
    return { what: 'still contains a placeholder in brackets', todo: 'Replace it with the real value.' };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || !/^https?:\/\//.test(text)) {
    return { what: 'is not an HTTP address', todo: 'Use an address such as http://127.0.0.1:10006/callbackExample.' };
  }
  if (url.password === 'TOKEN') return { what: 'still contains TOKEN', todo: 'Replace it with your token.' };
  if (/\/\/([^/]*@)?(HOST[:/]|ID\.)|\.REGION\./.test(text)) {
    return { what: 'still contains HOST, ID or REGION', todo: 'Replace it with the real name.' };
  }
  if (!HARMLESS.test(text)) {
    return { what: 'has characters that are not allowed', todo: 'Escape them as %XX, and leave out ? and #.' };
  }
  if (/%(?![0-9a-f]{2})/i.test(text))
    return { what: 'has a % without two hexadecimal digits', todo: 'Write %25 for a % of a token.' };
  if (text.endsWith('/')) return { what: 'must not end in "/", because OpenIM adds one', todo: 'Leave it out.' };
  return undefined;
}

/**
 * Checks the address of a receiver, as OpenIM has it.
 *
 * @param option its name, for the message
 * @throws {UsageError}
 */
export function parseAddress(text: string, option = '--address'): string {
  const mistake = mistakeInAddress(text);
  if (mistake) throw new UsageError(`${option} ${mistake.what}. ${mistake.todo}`);
  return text;
}

/** Hides the password of an address, for people and logs. */
export function withoutPassword(address: string): string {
  return address.replace(/(\/\/[^/@:]*:)[^/]*@/, '$1***@');
}

export function isLoopback(address: string): boolean {
  return /^(127\.|localhost$|\[::1\]$)/.test(new URL(address).hostname);
}

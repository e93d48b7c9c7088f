import { UsageError } from '../../cli/usage-error.ts';

/** Characters with no special meaning in YAML, a shell, a compose file and Go's HTTP client. */
const HARMLESS = /^[\w.~:/@%[\]-]+$/;

/**
 * Checks the address that OpenIM is to call.
 *
 * @throws {UsageError}
 */
export function parseAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || !/^https?:\/\//.test(text)) {
    throw new UsageError('Invalid --address. Use an address such as http://127.0.0.1:10006/callbackExample.');
  }
  if (url.password === 'TOKEN') throw new UsageError('--address still contains TOKEN. Replace it with your token.');
  if (/\/\/([^/]*@)?(HOST[:/]|ID\.)|\.REGION\./.test(text)) {
    throw new UsageError('--address still contains HOST, ID or REGION. Replace it with the real name.');
  }
  if (!HARMLESS.test(text)) {
    throw new UsageError('--address has characters that are not allowed. Escape them as %XX, and leave out ? and #.');
  }
  if (text.endsWith('/')) throw new UsageError('--address must not end in "/", because OpenIM adds one. Leave it out.');
  return text;
}

/** Hides the password of an address, for people and logs. */
export function withoutPassword(address: string): string {
  return address.replace(/(\/\/[^/@:]*:)[^/@]*@/, '$1***@');
}

export function isLoopback(address: string): boolean {
  return /^(127\.|localhost$|\[::1\]$)/.test(new URL(address).hostname);
}

import { UsageError } from '../../cli/command.ts';

/** Characters that neither YAML nor a shell, compose file or Go client reads as anything else. */
const HARMLESS = /^[\w.~:/@%[\]-]+$/;

/**
 * Checks the address that OpenIM is to call.
 *
 * @throws {UsageError}
 */
export function parseAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || !/^https?:\/\//.test(text)) {
    throw new UsageError('Invalid --address. Use one such as http://127.0.0.1:10006/callbackExample.');
  }
  if (url.password === 'TOKEN') throw new UsageError('--address still says TOKEN. Put the token there.');
  if (/\/\/([^/]*@)?(HOST[:/]|ID\.)|\.REGION\./.test(text)) {
    throw new UsageError('--address still says HOST, ID or REGION. Put the real name there.');
  }
  if (!HARMLESS.test(text)) {
    throw new UsageError('--address has characters that do not belong there. Write them as %XX, without ? and #.');
  }
  if (text.endsWith('/')) throw new UsageError('--address must not end in "/", because OpenIM adds one. Leave it out.');
  return text;
}

/** An address for people and logs. */
export function withoutPassword(address: string): string {
  return address.replace(/(\/\/[^/@:]*:)[^/@]*@/, '$1***@');
}

export function isLoopback(address: string): boolean {
  return /^(127\.|localhost$|\[::1\]$)/.test(new URL(address).hostname);
}

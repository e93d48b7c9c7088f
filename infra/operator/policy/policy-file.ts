import { readFile } from 'node:fs/promises';
import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { parseJson, repeatedKey } from '../../cli/json-text.ts';
import { quoted } from '../../cli/printable.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { parsePolicy } from './policy-mistakes.ts';

/** Bytes of a stored document. DynamoDB takes 400 kB an item, and a request reads two. */
export const MAX_DOCUMENT_BYTES = 350_000;

/** @throws {UsageError} with every mistake in it and its path */
export async function readPolicy(file: string): Promise<PolicyDocument> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(unreadable(file, error));
  });
  // Some editors begin a file with a byte order mark.
  const json = text.replace(/^\uFEFF/, '');
  const document = parseJson(json, file);
  const repeated = repeatedKey(json);
  if (repeated)
    throw new UsageError(
      `${file}, line ${repeated.line}, has ${quoted(repeated.key)} a second time. Keep one of the two.`,
    );
  const result = parsePolicy(document);
  if ('mistakes' in result)
    throw new UsageError([`${file} is not a valid policy. Correct these settings:`, ...result.mistakes].join('\n  '));
  if (Buffer.byteLength(JSON.stringify(result.policy)) > MAX_DOCUMENT_BYTES) {
    throw new UsageError(`${file} is too large. Shorten it to ${MAX_DOCUMENT_BYTES} bytes without whitespace.`);
  }
  return result.policy;
}

/** Says why a file can't be read. */
export function unreadable(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EISDIR') return `${file} is a directory. Name a policy file.`;
  return `${file} can't be read: ${code === 'ENOENT' ? 'the file does not exist' : message}.`;
}

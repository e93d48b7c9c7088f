import { readFile } from 'node:fs/promises';
import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { UsageError } from '../../cli/command.ts';
import { parsePolicy } from './policy-mistakes.ts';

/** Bytes of a document as it is stored: DynamoDB takes 400 kB an item, and a request reads two. */
const MAX_DOCUMENT = 350_000;

/** @throws {UsageError} with every mistake in it and its path */
export async function readPolicy(file: string): Promise<PolicyDocument> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `${file} can't be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
    );
  });
  // Some editors begin a file with a byte order mark.
  const result = parsePolicy(parseJson(text.replace(/^\uFEFF/, ''), file));
  if ('mistakes' in result)
    throw new UsageError([`${file} is not a valid policy. Correct these settings:`, ...result.mistakes].join('\n  '));
  if (Buffer.byteLength(JSON.stringify(result.policy)) > MAX_DOCUMENT) {
    throw new UsageError(`${file} is too large. Shorten it to ${MAX_DOCUMENT} bytes without whitespace.`);
  }
  return result.policy;
}

/** @throws {UsageError} */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name} is not valid JSON: ${(error as Error).message}. Correct it first.`);
  }
}

import { readFile } from 'node:fs/promises';
import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { quoted, toJsonCell } from '../../cli/printable.ts';
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

/** @throws {UsageError} */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name} is not valid JSON${placeOf((error as Error).message)}. Correct it first.`);
  }
}

/** Returns the place that the parser names, in words. The parser's own sentence is for a programmer. */
function placeOf(message: string): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  if (line !== undefined) return `: the mistake is in line ${line}, column ${column}`;
  const [, token] = /^Unexpected token '(.)'/u.exec(message) ?? [];
  if (token !== undefined) return `: ${toJsonCell(token)} is unexpected`;
  return message.startsWith('Unexpected end') ? ': it ends too early' : '';
}

/** Says why a file can't be read. */
export function unreadable(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EISDIR') return `${file} is a directory. Name a policy file.`;
  return `${file} can't be read: ${code === 'ENOENT' ? 'the file does not exist' : message}.`;
}

/** Finds a key that an object of valid JSON has twice, because `JSON.parse` silently drops the first. */
function repeatedKey(json: string): { readonly key: string; readonly line: number } | undefined {
  const open: Set<string>[] = [];
  let [start, end, isInString] = [0, 0, false];
  for (const { 0: token, index } of json.matchAll(/\\.|["{}:]/g)) {
    if (token === '"') {
      if (isInString) end = index + 1;
      else start = index;
      isInString = !isInString;
    } else if (isInString) continue;
    else if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else {
      const key: string = JSON.parse(json.slice(start, end));
      const keys = open.at(-1);
      if (keys?.has(key)) return { key, line: json.slice(0, start).split('\n').length };
      keys?.add(key);
    }
  }
  return undefined;
}

import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { TermText } from '../../../functions/policy/rules/term-schema.ts';
import { quoted } from '../../cli/printable.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { MAX_DOCUMENT_BYTES, unreadable } from './policy-file.ts';

const MAX_TERMS = 10_000;

/** Characters of a wrong term that an error repeats. */
const MAX_QUOTED = 40;

/** A list of terms as its file has it. */
export interface TermList {
  readonly name: string;
  readonly terms: readonly string[];
  /** Terms that the file has more than once. */
  readonly repeated: readonly string[];
}

/** @throws {UsageError} with every mistake and its line */
export async function readList(file: string, name: string): Promise<TermList> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(unreadable(file, error));
  });
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ term: line.trim(), line: index + 1 }))
    .filter(({ term }) => term !== '' && !term.startsWith('#'));
  const terms = new Set(lines.map(({ term }) => term));
  const mistakes = lines.flatMap(({ term, line }) => {
    const { issues = [] } = v.safeParse(TermText, term, { abortPipeEarly: true });
    return issues.map(({ message }) => `line ${line}: ${quoted(term.slice(0, MAX_QUOTED))} ${message}`);
  });
  if (terms.size === 0) mistakes.push('the list: must have a term');
  if (terms.size > MAX_TERMS) mistakes.push(`the list: must have at most ${MAX_TERMS} terms, but has ${terms.size}`);
  if (Buffer.byteLength(JSON.stringify([...terms])) > MAX_DOCUMENT_BYTES)
    mistakes.push(`the list: must be at most ${MAX_DOCUMENT_BYTES} bytes`);
  if (mistakes.length > 0)
    throw new UsageError([`${file} is not a valid list. Correct these lines:`, ...mistakes].join('\n  '));
  const seen = new Set<string>();
  const repeated = lines.filter(({ term }) => seen.size === seen.add(term).size);
  return { name, terms: [...terms], repeated: [...new Set(repeated.map(({ term }) => term))] };
}

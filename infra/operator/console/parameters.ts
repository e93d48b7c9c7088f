import type { Context } from 'hono';
import * as v from 'valibot';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { groupScope } from '../policy/policy-scope.ts';
import { ConsoleError } from './console-error.ts';
import { type LineQuery, readLine } from './query-line.ts';

/** Characters of a query line. A link has no room for more. */
const MAX_LINE_LENGTH = 4_000;

/** @throws {ConsoleError} */
export function lineIn(c: Context, now: Date): LineQuery {
  const line = c.req.query('q') ?? '';
  if (line.length > MAX_LINE_LENGTH)
    throw new ConsoleError('invalidQuery', `q is too long. Shorten it to ${MAX_LINE_LENGTH} characters.`);
  return readLine(line, now, c.req.query('zone'));
}

/** @throws {ConsoleError} when the parameter is not a whole number from 1 on. Larger numbers count as `max`. */
export function numberIn(c: Context, name: string, standard: number, max: number): number {
  const text = c.req.query(name);
  if (text === undefined || text === '') return standard;
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new ConsoleError('invalidQuery', `${name} is not valid. Use a whole number from 1 to ${max}.`);
  return Math.min(Number(text), max);
}

/** @throws {ConsoleError} */
export async function bodyIn<Schema extends v.GenericSchema>(
  c: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const text = await c.req.text();
  const result = v.safeParse(schema, parsed(text));
  if (result.success) return result.output;
  const mistakes = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`);
  throw new ConsoleError('invalidDraft', 'The request is not valid. Correct these fields.', mistakes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConsoleError('invalidDraft', 'The body is not valid JSON. Correct it first.');
  }
}

/** @throws {ConsoleError} for a group that can't have a policy */
export function scopeFor(group: string | undefined): string {
  return asDraftError(() => (group === undefined ? ALL_GROUPS : groupScope(group)));
}

/** Calls a command's function. Its sentence about a mistake becomes the answer. */
export function asDraftError<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    // The page has a field where the command has an option.
    throw new ConsoleError('invalidDraft', error.message.replaceAll('--', ''));
  }
}

import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { combined, type Policy } from '../../../functions/policy/policy.ts';
import { TermText } from '../../../functions/policy/rules/term-schema.ts';
import { listsIn } from '../../../functions/policy/term-lists.ts';
import { MAX_DOCUMENT_BYTES } from '../policy/policy-file.ts';
import { parsePolicy } from '../policy/policy-mistakes.ts';
import type { PolicySource } from '../policy/policy-source.ts';
import { readStoredList } from '../policy/stored-lists.ts';
import { ConsoleError } from './console-error.ts';

/** Names of lists as in their files. */
const ListName = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/));

const MAX_TERMS = 10_000;

export const DraftInput = v.strictObject({
  document: v.unknown(),
  lists: v.optional(v.record(ListName, v.pipe(v.array(TermText), v.minLength(1), v.maxLength(MAX_TERMS)))),
});

type DraftInput = v.InferOutput<typeof DraftInput>;

/**
 * Reads a draft like a file with lists beside it. Lists that it names and does not have must be in force.
 *
 * @param scope `*`, or the group's ID whose own policy it is
 * @throws {ConsoleError} with every mistake
 */
export async function draftSource(table: Table, draft: DraftInput, scope: string): Promise<PolicySource> {
  const parsed = parsePolicy(draft.document);
  if ('mistakes' in parsed)
    throw new ConsoleError('invalidDraft', 'The policy is not valid. Correct these settings.', parsed.mistakes);
  const document = parsed.policy;
  if (Buffer.byteLength(JSON.stringify(document)) > MAX_DOCUMENT_BYTES)
    throw new ConsoleError('invalidDraft', `The policy is too large. Shorten it to ${MAX_DOCUMENT_BYTES} bytes.`);
  const lists = Object.entries(draft.lists ?? {}).map(([name, terms]) => ({ name, terms, repeated: [] }));
  for (const name of listsIn(document).filter((name) => !lists.some((list) => list.name === name))) {
    const stored = await readStoredList(table, name);
    if (!stored)
      throw new ConsoleError('invalidDraft', `The list ${name} is not in force. Add its terms to the draft.`);
    lists.push({ name, terms: [...stored.terms], repeated: [] });
  }
  return { isDirectory: false, policies: [{ scope, file: 'the draft', document }], lists };
}

/** Returns a draft alone, enforced. */
export function draftAlone({ policies, lists }: PolicySource): Policy {
  const [part] = policies;
  const termLists = new Map(lists.map(({ name, terms }) => [name, { terms }]));
  return combined(part && { document: { ...part.document, mode: 'enforce' }, lists: termLists });
}

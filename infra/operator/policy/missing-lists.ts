import type { Table } from '../../../functions/dynamodb/table.ts';
import { listsIn } from '../../../functions/policy/term-lists.ts';
import { UsageError } from '../../cli/usage-error.ts';
import type { PolicySource } from './policy-source.ts';
import { readStoredList } from './stored-lists.ts';

/** Returns the lists that rules name and that are not beside their files. */
export function listsElsewhere({ policies, lists }: PolicySource): { readonly name: string; readonly file: string }[] {
  const beside = new Set(lists.map(({ name }) => name));
  return policies.flatMap(({ file, document }) =>
    listsIn(document).flatMap((name) => (beside.has(name) ? [] : [{ name, file }])),
  );
}

/** @throws {UsageError} for each list that is neither beside its file nor stored */
export async function requireLists(table: Table, source: PolicySource): Promise<void> {
  const mistakes: string[] = [];
  for (const { name, file } of listsElsewhere(source))
    if (!(await readStoredList(table, name)))
      mistakes.push(`${file} names the list ${name}, which is not stored. Write lists/${name}.txt beside the policy.`);
  if (mistakes.length > 0) throw new UsageError(mistakes.join('\n'));
}

import { toIndexKey } from '../../../functions/dynamodb/index-keys.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { combined, type LoadedPolicy, type Policy } from '../../../functions/policy/policy.ts';
import type { TermLists } from '../../../functions/policy/rules/rule.ts';
import { ALL_GROUPS, CURRENT_VERSION_KEY, isGroupScope } from '../../../functions/policy/stored-policy.ts';
import { listsIn } from '../../../functions/policy/term-lists.ts';
import type { TermList } from '../../../functions/policy/text/term-list.ts';
import { readVersion } from '../../../functions/policy/versions.ts';
import type { PolicySource } from './policy-source.ts';
import { documentIn } from './policy-stored.ts';
import { readStoredList } from './stored-lists.ts';

/** Returns the policy that would be in force for a group. Without a group, that is the one for all groups. */
export type PolicyOf = (groupID: string | undefined) => Promise<Policy>;

/**
 * Returns the policies that would be in force if candidates and their lists were set. All are enforced, whatever their modes, with a
 * group's own sections beside those for all. Groups without their own policy get the same object.
 */
export async function mergedWith(table: Table, { policies, lists }: PolicySource): Promise<PolicyOf> {
  const candidates = new Map(policies.map(({ scope, document }) => [scope, document]));
  const listTerms = termsReader(table, lists);
  const inForce = async (scope: string): Promise<LoadedPolicy | undefined> => {
    const stored = async () => documentIn(await readVersion(table, scope, CURRENT_VERSION_KEY));
    const document = candidates.get(scope) ?? (await stored());
    return document && { document: { ...document, mode: 'enforce' }, lists: await listTerms(document) };
  };
  const all = await inForce(ALL_GROUPS);
  const general = combined(all);
  const byGroup = new Map<string, Policy>();
  return async (groupID) => {
    if (groupID === undefined || !isGroupScope(groupID) || toIndexKey(groupID) !== groupID) return general;
    const known = byGroup.get(groupID);
    if (known) return known;
    const own = await inForce(groupID);
    const policy = own ? combined(all, own) : general;
    byGroup.set(groupID, policy);
    return policy;
  };
}

/** Returns a reader of the lists that a document's rules name: those of files, and otherwise the stored ones. */
function termsReader(table: Table, files: PolicySource['lists']) {
  const known = new Map<string, TermList | undefined>(files.map(({ name, terms }) => [name, { terms }]));
  return async (document: PolicyDocument): Promise<TermLists> => {
    const lists = new Map<string, TermList>();
    for (const name of listsIn(document)) {
      if (!known.has(name)) known.set(name, await readStoredList(table, name));
      const list = known.get(name);
      if (list) lists.set(name, list);
    }
    return lists;
  };
}

import type { Table } from '../../../functions/dynamodb/table.ts';
import { merged, type PolicyDocument } from '../../../functions/policy/document.ts';
import { ALL_GROUPS, CURRENT_VERSION_KEY } from '../../../functions/policy/stored-policy.ts';
import { readVersion } from '../../../functions/policy/versions.ts';
import { documentIn } from './policy-stored.ts';

/**
 * Returns a function from a group to its effective policy, if the candidate were the policy of `scope`. It is enforced, with a group's
 * own sections instead of those for all. Groups with the same policy get the same object.
 */
export async function mergedWith(table: Table, scope: string, candidate: PolicyDocument) {
  const general = enforced(scope === ALL_GROUPS ? candidate : merged(await inForce(table, ALL_GROUPS), candidate));
  const byGroup = new Map<string, PolicyDocument>();
  return async (groupID: string): Promise<PolicyDocument> => {
    const known = scope === ALL_GROUPS ? byGroup.get(groupID) : general;
    if (known) return known;
    const own = await inForce(table, groupID);
    const document = own ? enforced(merged(candidate, own)) : general;
    byGroup.set(groupID, document);
    return document;
  };
}

async function inForce(table: Table, scope: string): Promise<PolicyDocument | undefined> {
  return documentIn(await readVersion(table, scope, CURRENT_VERSION_KEY));
}

function enforced(document: PolicyDocument): PolicyDocument {
  return { ...document, mode: 'enforce' };
}

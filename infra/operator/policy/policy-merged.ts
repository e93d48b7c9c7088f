import type { Table } from '../../../functions/dynamodb/table.ts';
import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { combined, type LoadedPolicy, type Policy } from '../../../functions/policy/policy.ts';
import { ALL_GROUPS, CURRENT_VERSION_KEY } from '../../../functions/policy/stored-policy.ts';
import { readVersion } from '../../../functions/policy/versions.ts';
import { documentIn } from './policy-stored.ts';

/**
 * Returns a function from a group to its effective policy, if the candidate were the policy of `scope`. It is enforced, with a group's
 * own sections beside those for all. Groups with the same policy get the same object.
 */
export async function mergedWith(table: Table, scope: string, candidate: PolicyDocument) {
  const ofCandidate = enforced(candidate);
  const general =
    scope === ALL_GROUPS ? combined(ofCandidate) : combined(await inForce(table, ALL_GROUPS), ofCandidate);
  const byGroup = new Map<string, Policy>();
  return async (groupID: string): Promise<Policy> => {
    const known = scope === ALL_GROUPS ? byGroup.get(groupID) : general;
    if (known) return known;
    const own = await inForce(table, groupID);
    const policy = own ? combined(ofCandidate, own) : general;
    byGroup.set(groupID, policy);
    return policy;
  };
}

async function inForce(table: Table, scope: string): Promise<LoadedPolicy | undefined> {
  const document = documentIn(await readVersion(table, scope, CURRENT_VERSION_KEY));
  return document && enforced(document);
}

function enforced(document: PolicyDocument): LoadedPolicy {
  return { document: { ...document, mode: 'enforce' }, lists: new Map() };
}

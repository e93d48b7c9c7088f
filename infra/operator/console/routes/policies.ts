import type { Handler } from 'hono';
import { ALL_GROUPS, listScope, type StoredPolicy } from '../../../../functions/policy/stored-policy.ts';
import { listsIn } from '../../../../functions/policy/term-lists.ts';
import type { ListInForce, PoliciesAnswer, PolicyInForce } from '../../../console/contract/policies.ts';
import { documentIn } from '../../policy/policy-stored.ts';
import { currentVersions, readStoredList } from '../../policy/stored-lists.ts';
import { type ConsoleSource, policyTableOf } from '../console-source.ts';
import { json } from '../json.ts';

const LISTS = listScope('');

export function policies(source: ConsoleSource): Handler {
  return async (c) => {
    const table = policyTableOf(source);
    const all = await Array.fromAsync(currentVersions(table));
    const inForce = all.filter(({ scope, document }) => !scope.startsWith(LISTS) && document !== undefined).map(shown);
    const names = all.flatMap(({ scope }) => (scope.startsWith(LISTS) ? [scope.slice(LISTS.length)] : []));
    const lists = await Promise.all(
      names.sort().map(async (name): Promise<ListInForce[]> => {
        const stored = await readStoredList(table, name);
        const usedBy = inForce.filter(({ document }) => listsIn(document).includes(name)).map(({ scope }) => scope);
        return stored ? [{ name, version: stored.version, terms: stored.terms.length, usedBy }] : [];
      }),
    );
    const sorted = inForce.sort(
      (a, b) => Number(b.scope === ALL_GROUPS) - Number(a.scope === ALL_GROUPS) || (a.scope < b.scope ? -1 : 1),
    );
    return json(c, { policies: sorted, lists: lists.flat() } satisfies PoliciesAnswer);
  };
}

function shown(stored: StoredPolicy): PolicyInForce {
  const { scope, currentVersion = 0, changedAt, author, note } = stored;
  const document = documentIn(stored);
  return {
    scope,
    version: currentVersion,
    changedAt,
    ...(author !== undefined && { author }),
    ...(note !== undefined && { note }),
    ...(document && { document }),
  };
}

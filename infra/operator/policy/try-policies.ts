import type { Table } from '../../../functions/dynamodb/table.ts';
import { combined, type LoadedPolicy, type Policy } from '../../../functions/policy/policy.ts';
import type { TermLists } from '../../../functions/policy/rules/rule.ts';
import { ALL_GROUPS, CURRENT_VERSION_KEY } from '../../../functions/policy/stored-policy.ts';
import { listsIn, TermListReader } from '../../../functions/policy/term-lists.ts';
import type { TermList } from '../../../functions/policy/text/term-list.ts';
import { readVersion } from '../../../functions/policy/versions.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import type { InAws } from '../table-names.ts';
import { readPolicy } from './policy-file.ts';
import { forScope } from './policy-scope.ts';
import { readSource } from './policy-source.ts';
import { documentIn } from './policy-stored.ts';

/** Time for lists, which a person may wait for. */
const READ_TIMEOUT_MS = 10_000;

/** Returns the policy of a file alone, enforced. Lists that are not beside it are read from the table. */
export async function policyOfFile(file: string, env: NodeJS.ProcessEnv, inAws: InAws): Promise<Policy> {
  // Rejects a directory, which other commands accept.
  const document = { ...(await readPolicy(file)), mode: 'enforce' as const };
  const beside = new Map((await readSource(file)).lists.map(({ name, terms }) => [name, { terms }]));
  const elsewhere = listsIn(document).filter((name) => !beside.has(name));
  const [missing] = elsewhere;
  if (missing === undefined) return combined({ document, lists: beside });
  const stored = new Map<string, TermList>();
  try {
    await withTables(env, inAws, async ({ policy }) => {
      for (const [name, list] of await readLists(policy, elsewhere)) stored.set(name, list);
    });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${missingText(file, missing, 'beside it')} The policy table can't be read: ${error.message}`);
  }
  const unknown = elsewhere.find((name) => !stored.has(name));
  if (unknown !== undefined) throw new UsageError(missingText(file, unknown, 'beside it or stored'));
  return combined({ document, lists: new Map([...beside, ...stored]) });
}

function missingText(file: string, name: string, where: string): string {
  return `${file} names the list ${name}, which is not ${where}. Write lists/${name}.txt beside the policy.`;
}

/** Returns what is in force for a scope: the general policy, and a group's own beside it. */
export async function policyInForce(table: Table, scope: string): Promise<Policy> {
  const all = await loaded(table, ALL_GROUPS);
  return combined(all, scope === ALL_GROUPS ? undefined : await loaded(table, scope));
}

async function loaded(table: Table, scope: string): Promise<LoadedPolicy | undefined> {
  const stored = await readVersion(table, scope, CURRENT_VERSION_KEY);
  if (stored?.document === undefined) return undefined;
  const document = documentIn(stored);
  if (!document)
    throw new UsageError(
      `The stored policy ${forScope(scope)} is not valid. Set it again with: npm run policy -- set FILE`,
    );
  const names = listsIn(document);
  const lists = await readLists(table, names);
  const missing = names.find((name) => !lists.has(name));
  if (missing !== undefined)
    throw new UsageError(`The list ${missing} of the policy ${forScope(scope)} is missing or not valid. Set it again.`);
  return { document, lists };
}

async function readLists(table: Table, names: readonly string[]): Promise<TermLists> {
  return new TermListReader(table).read(names, new Map(), AbortSignal.timeout(READ_TIMEOUT_MS));
}

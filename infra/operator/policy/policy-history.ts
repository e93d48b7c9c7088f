import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { CURRENT_VERSION_KEY, type StoredPolicy } from '../../../functions/policy/stored-policy.ts';
import { readVersion, versionsOf } from '../../../functions/policy/versions.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';

const Options = v.object(scopeOptions);

/** `npm run policy -- history`. */
export function defineHistory(command: CliCommand, { env, stdout }: Io): void {
  command.description('Lists all versions, newest first.').action(async () => {
    const { scope, inAws } = scopeOf(readOptions(command, Options));
    await withTables(env, inAws, async ({ policy }) => writeLine(stdout, await history(policy, scope)));
  });
  addOptions(command, Options);
}

async function history(table: Table, scope: string): Promise<string> {
  const versions = await Array.fromAsync(versionsOf(table, scope));
  if (versions.length === 0)
    throw new UsageError(`There has never been a policy ${forScope(scope)}. Put one in force with set.`);
  const current = (await readVersion(table, scope, CURRENT_VERSION_KEY))?.currentVersion;
  return versions.map((stored) => historyLine(stored, stored.version === current)).join('\n');
}

function historyLine({ version, changedAt, document }: StoredPolicy, isCurrent: boolean): string {
  return `${isCurrent ? '*' : ' '} ${String(version).padStart(4)}  ${changedAt}  ${document ? `${document.length} characters` : 'removed'}`;
}

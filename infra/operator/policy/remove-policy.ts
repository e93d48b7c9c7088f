import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { ALL_GROUPS, CURRENT_VERSION_KEY } from '../../../functions/policy/stored-policy.ts';
import { readVersion } from '../../../functions/policy/versions.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';
import { putPolicy } from './put-policy.ts';

const Options = v.object(scopeOptions);

/** `npm run policy -- remove --group ID`. */
export function defineRemove(command: CliCommand, { env, stdout }: Io): void {
  command.description("Removes a group's policy, so that the policy for all applies.").action(async () => {
    const { scope, inAws } = scopeOf(readOptions(command, Options));
    // commander's own error for a mandatory option could not say how to have no rules for all.
    if (scope === ALL_GROUPS)
      throw new UsageError('remove needs --group ID. To have no rules for all groups, set a file with {}.');
    await withTables(env, inAws, async ({ policy }) => writeLine(stdout, await remove(policy, scope)));
  });
  addOptions(command, Options);
}

async function remove(table: Table, scope: string): Promise<string> {
  const before = await readVersion(table, scope, CURRENT_VERSION_KEY);
  if (!before?.document) throw new UsageError(`No policy exists ${forScope(scope)}. Check --group.`);
  const version = await putPolicy(table, scope, undefined);
  return `Removed in version ${version}. The policy for all groups is in force ${forScope(scope)} within 30 seconds.`;
}

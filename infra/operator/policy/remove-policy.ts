import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { ALL_GROUPS, CURRENT_VERSION_KEY, listScope } from '../../../functions/policy/stored-policy.ts';
import { readVersion, type VersionDetails } from '../../../functions/policy/versions.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, option, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';
import { detailsOf, noteOption, putPolicy } from './put-policy.ts';
import { readStoredList, usedLists, usersText } from './stored-lists.ts';

const Options = v.object({
  list: option(v.optional(v.pipe(v.string(), v.nonEmpty('needs a name'))), {
    value: 'NAME',
    description: 'a list of terms that no policy in force uses',
  }),
  note: noteOption,
  ...scopeOptions,
});

/** `npm run policy -- remove --group ID`, or `--list NAME`. */
export function defineRemove(command: CliCommand, { env, stdout }: Io): void {
  command
    .description("Removes a group's policy, so that only the policy for all applies, or removes a list of terms.")
    .action(async () => {
      const { list, note, ...options } = readOptions(command, Options);
      const { scope, inAws } = scopeOf(options);
      const makeDetails = () => detailsOf(note, inAws);
      if (list !== undefined && scope !== ALL_GROUPS) throw new UsageError('Use either --group or --list.');
      if (list !== undefined)
        return withTables(env, inAws, async ({ policy }) =>
          writeLine(stdout, await removeList(policy, list, makeDetails)),
        );
      // commander's own error for a mandatory option could not say how to have no rules for all.
      if (scope === ALL_GROUPS)
        throw new UsageError('remove needs --group ID. To have no rules for all groups, set a file with {}.');
      await withTables(env, inAws, async ({ policy }) => writeLine(stdout, await remove(policy, scope, makeDetails)));
    });
  addOptions(command, Options);
}

async function remove(table: Table, scope: string, makeDetails: () => Promise<VersionDetails>): Promise<string> {
  const before = await readVersion(table, scope, CURRENT_VERSION_KEY);
  if (!before?.document) throw new UsageError(`No policy exists ${forScope(scope)}. Check --group.`);
  const version = await putPolicy(table, scope, undefined, await makeDetails());
  return `Removed in version ${version}. The policy for all groups is in force ${forScope(scope)} within 30 seconds.`;
}

async function removeList(table: Table, name: string, makeDetails: () => Promise<VersionDetails>): Promise<string> {
  if (!(await readStoredList(table, name)))
    throw new UsageError(`The list ${name} does not exist. List all with: npm run policy -- lists`);
  const users = (await usedLists(table)).usersOf(name);
  if (users.length > 0)
    throw new UsageError(`The policy for ${usersText(users)} uses the list ${name}. Set it without the list first.`);
  const version = await putPolicy(table, listScope(name), undefined, await makeDetails());
  return `Removed the list ${name} in version ${version}.`;
}

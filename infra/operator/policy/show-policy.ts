import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { CURRENT_VERSION_KEY } from '../../../functions/policy/stored-policy.ts';
import { readVersion } from '../../../functions/policy/versions.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, option, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { WholeNumber } from '../shared-options.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';
import { documentIn } from './policy-stored.ts';

const Options = v.object({
  version: option(v.optional(WholeNumber), { value: 'N', description: 'an older version' }),
  ...scopeOptions,
});

/** `npm run policy -- show`. */
export function defineShow(command: CliCommand, { env, stdout }: Io): void {
  command.description('Shows the policy in force, or an older version.').action(async () => {
    const options = readOptions(command, Options);
    const { scope, inAws } = scopeOf(options);
    await withTables(env, inAws, async ({ policy }) => writeLine(stdout, await shown(policy, scope, options.version)));
  });
  addOptions(command, Options);
}

async function shown(table: Table, scope: string, version: number | undefined): Promise<string> {
  const stored = await readVersion(table, scope, version ?? CURRENT_VERSION_KEY);
  if (!stored && version !== undefined)
    throw new UsageError(`The policy ${forScope(scope)} has no version ${version}. List its versions with history.`);
  if (!stored) throw new UsageError(`No policy exists ${forScope(scope)}. Put one in force with set.`);
  if (stored.document === undefined) return `The policy ${forScope(scope)} was removed.`;
  const document = documentIn(stored);
  if (!document)
    throw new UsageError(
      `The stored policy ${forScope(scope)} is not valid. Set it again with: npm run policy -- set FILE`,
    );
  return JSON.stringify(document, null, 2);
}

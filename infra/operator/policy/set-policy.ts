import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { CURRENT_VERSION_KEY } from '../../../functions/policy/stored-policy.ts';
import { readVersion } from '../../../functions/policy/versions.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, readOptions } from '../../cli/options.ts';
import { withTables } from '../open-tables.ts';
import { differences } from './policy-differences.ts';
import { readPolicy } from './policy-file.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';
import { documentIn } from './policy-stored.ts';
import { putPolicy } from './put-policy.ts';

const Options = v.object(scopeOptions);

/** `npm run policy -- set FILE`. */
export function defineSet(command: CliCommand, { env, stdout }: Io): void {
  command
    .description('Puts a new version in force.')
    .argument('<FILE>', 'the policy, in JSON')
    .action(async (file: string) => {
      const { scope, inAws } = scopeOf(readOptions(command, Options));
      const candidate = await readPolicy(file);
      await withTables(env, inAws, async ({ policy }) => writeLine(stdout, await set(policy, scope, candidate)));
    });
  addOptions(command, Options);
}

async function set(table: Table, scope: string, candidate: PolicyDocument): Promise<string> {
  const before = await readVersion(table, scope, CURRENT_VERSION_KEY);
  if (before?.document === JSON.stringify(candidate))
    return `Nothing changes: version ${before?.currentVersion} stays in force ${forScope(scope)}.`;
  const changes = differences(documentIn(before) ?? {}, candidate);
  const version = await putPolicy(table, scope, candidate);
  return `${changes}\nVersion ${version} is in force ${forScope(scope)} within 30 seconds.`;
}

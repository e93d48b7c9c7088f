import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, readOptions } from '../../cli/options.ts';
import { withTables } from '../open-tables.ts';
import { requireLists } from './missing-lists.ts';
import { type Change, listChange, policyChange } from './policy-changes.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';
import { type PolicySource, readSource } from './policy-source.ts';

const Options = v.object(scopeOptions);

/** `npm run policy -- diff FILE|DIR`. */
export function defineDiff(command: CliCommand, { env, stdout }: Io): void {
  command
    .description('Shows what set would change in the policy in force.')
    .argument('<FILE>', 'the policy, in JSON, or a directory')
    .action(async (path: string) => {
      const { group, ...options } = readOptions(command, Options);
      const { inAws } = scopeOf({ group, ...options });
      const source = await readSource(path, group);
      await withTables(env, inAws, async ({ policy }) =>
        writeLine(stdout, (await allChanges(policy, source)).join('\n')),
      );
    });
  addOptions(command, Options);
}

async function allChanges(table: Table, source: PolicySource): Promise<string[]> {
  await requireLists(table, source);
  const lines: string[] = [];
  for (const list of source.lists) lines.push(...changeText(`List ${list.name}`, await listChange(table, list)));
  for (const part of source.policies)
    lines.push(...changeText(`Policy ${forScope(part.scope)}`, await policyChange(table, part, source)));
  return lines;
}

function changeText(name: string, { lines, sameAs }: Change): string[] {
  return sameAs === undefined ? [`${name}:`, ...lines] : [`${name}: nothing changes, version ${sameAs} is in force.`];
}

import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, readOptions } from '../../cli/options.ts';
import { printable } from '../../cli/printable.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { scopeOf, tableOptions } from './policy-scope.ts';
import { readStoredList, usedLists, usersText } from './stored-lists.ts';

const Options = v.object(tableOptions);

/** `npm run policy -- lists`. */
export function defineLists(command: CliCommand, { env, stdout }: Io): void {
  command
    .description('Lists the stored lists of terms and the policies that use them, or the terms of one list.')
    .argument('[NAME]', 'a list, to show its terms')
    .action(async (name: string | undefined) => {
      const { inAws } = scopeOf({ group: undefined, ...readOptions(command, Options) });
      await withTables(env, inAws, async ({ policy }) =>
        writeLine(stdout, name === undefined ? await allLists(policy) : await termsOf(policy, name)),
      );
    });
  addOptions(command, Options);
}

async function allLists(table: Table): Promise<string> {
  const { names, usersOf } = await usedLists(table);
  const lines = [];
  for (const name of names) {
    const list = await readStoredList(table, name);
    if (!list) continue;
    const users = usersOf(name);
    const use = users.length > 0 ? `used by the policy for ${usersText(users)}` : 'not used';
    lines.push(printable(`${name}  version ${list.version}  ${list.terms.length} terms  ${use}`));
  }
  return lines.length > 0 ? lines.join('\n') : 'There are no lists. Store lists/NAME.txt with set.';
}

async function termsOf(table: Table, name: string): Promise<string> {
  const list = await readStoredList(table, name);
  if (!list) throw new UsageError(`The list ${name} does not exist. List all with: npm run policy -- lists`);
  return list.terms.map(printable).join('\n');
}

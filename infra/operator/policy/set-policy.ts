import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { CURRENT_VERSION_KEY, FORMAT, listScope } from '../../../functions/policy/stored-policy.ts';
import { readVersion, type VersionDetails } from '../../../functions/policy/versions.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, readOptions } from '../../cli/options.ts';
import { withTables } from '../open-tables.ts';
import type { TermList } from './list-file.ts';
import { requireLists } from './missing-lists.ts';
import { differences, termDifferences } from './policy-differences.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';
import { type PolicyPart, type PolicySource, readSource } from './policy-source.ts';
import { documentIn } from './policy-stored.ts';
import { detailsOf, noteOption, putPolicy } from './put-policy.ts';
import { readStoredList } from './stored-lists.ts';

const Options = v.object({ note: noteOption, ...scopeOptions });

/** `npm run policy -- set FILE|DIR`. */
export function defineSet(command: CliCommand, { env, stdout }: Io): void {
  command
    .description(
      'Puts a new version in force: a file, or a directory with policy.json, groups/ID.json and lists/NAME.txt.',
    )
    .argument('<FILE>', 'the policy, in JSON, or a directory')
    .action(async (path: string) => {
      const options = readOptions(command, Options);
      const { inAws } = scopeOf(options);
      const source = await readSource(path, options.group);
      await withTables(env, inAws, async ({ policy }) =>
        writeLine(stdout, (await setAll(policy, source, () => detailsOf(options.note, inAws))).join('\n')),
      );
    });
  addOptions(command, Options);
}

/** Stores lists before the policies that use them. */
async function setAll(
  table: Table,
  source: PolicySource,
  makeDetails: () => Promise<VersionDetails>,
): Promise<string[]> {
  await requireLists(table, source);
  const details = await makeDetails();
  const lines: string[] = [];
  for (const list of source.lists) lines.push(await setList(table, list, details));
  for (const part of source.policies) lines.push(await setPolicy(table, part, details));
  return lines;
}

async function setList(table: Table, { name, terms, repeated }: TermList, details: VersionDetails): Promise<string> {
  const notes = repeated.length > 0 ? [`List ${name} has terms twice: ${repeated.slice(0, 20).join(', ')}.`] : [];
  const before = await readStoredList(table, name);
  if (before && JSON.stringify(before.terms) === JSON.stringify(terms))
    return [...notes, `List ${name} does not change: version ${before.version} stays in force.`].join('\n');
  const version = await putPolicy(table, listScope(name), terms, details);
  const changes = termDifferences(before?.terms ?? [], terms);
  return [...notes, ...changes, `List ${name} is in force in version ${version} within 30 seconds.`].join('\n');
}

async function setPolicy(table: Table, { scope, document }: PolicyPart, details: VersionDetails): Promise<string> {
  const before = await readVersion(table, scope, CURRENT_VERSION_KEY);
  if (before?.document === JSON.stringify(document) && before.format === FORMAT)
    return `Nothing changes: version ${before.currentVersion} stays in force ${forScope(scope)}.`;
  const changes = differences(documentIn(before) ?? {}, document);
  const version = await putPolicy(table, scope, document, details);
  return `${changes}\nVersion ${version} is in force ${forScope(scope)} within 30 seconds.`;
}

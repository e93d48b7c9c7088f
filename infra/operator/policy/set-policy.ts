import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { listScope } from '../../../functions/policy/stored-policy.ts';
import type { VersionDetails } from '../../../functions/policy/versions.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { tableOption } from '../shared-options.ts';
import type { TermList } from './list-file.ts';
import { requireLists } from './missing-lists.ts';
import { listChange, policyChange } from './policy-changes.ts';
import { needsOf } from './policy-needs.ts';
import { notesOn } from './policy-notes.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';
import { type PolicyPart, type PolicySource, readSource } from './policy-source.ts';
import { detailsOf, noteOption, putPolicy, renewPolicy } from './put-policy.ts';

const Options = v.object({
  note: noteOption,
  ...scopeOptions,
  auditTable: tableOption("the stack's AuditTableName, to see which callbacks were recorded"),
});

/** `npm run policy -- set FILE|DIR`. */
export function defineSet(command: CliCommand, { env, stdout }: Io): void {
  command
    .description(
      'Puts a new version in force: a file, or a directory with policy.json, groups/ID.json and lists/NAME.txt.',
    )
    .argument('<FILE>', 'the policy, in JSON, or a directory')
    .action(async (path: string) => {
      const { note, auditTable, ...options } = readOptions(command, Options);
      const { inAws } = scopeOf(options);
      if (auditTable !== undefined && options.table === undefined)
        throw new UsageError('--audit-table works only with --table. Add --table NAME.');
      const source = await readSource(path, options.group);
      await withTables(env, { ...inAws, auditTable }, async ({ audit, policy }) => {
        const isKnown = options.table === undefined || auditTable !== undefined;
        const makeDetails = () => detailsOf(note, inAws);
        const { lines, hasNewVersion } = await setAll(policy, source, makeDetails, isKnown ? audit : undefined);
        const unstored = note !== undefined && !hasNewVersion ? [NOTE_NOT_STORED] : [];
        writeLine(stdout, [...lines, ...unstored].join('\n'));
      });
    });
  addOptions(command, Options);
}

const NOTE_NOT_STORED = 'The note is not stored, because a note belongs to a new version.';

/** Stores lists before the policies that use them. */
async function setAll(
  table: Table,
  source: PolicySource,
  makeDetails: () => Promise<VersionDetails>,
  audit: Table | undefined,
): Promise<{ readonly lines: string[]; readonly hasNewVersion: boolean }> {
  await requireLists(table, source);
  const details = await makeDetails();
  const lines: string[] = [];
  const changed: PolicyPart[] = [];
  let hasNewList = false;
  for (const list of source.lists) {
    const { text, isChanged } = await setList(table, list, details);
    lines.push(text);
    hasNewList ||= isChanged;
  }
  for (const part of source.policies) {
    const { text, isChanged } = await setPolicy(table, part, source, details);
    lines.push(text);
    if (isChanged) changed.push(part);
  }
  const documents = changed.map(({ document }) => document);
  return {
    lines: [...lines, ...changed.flatMap(notesOn), ...(await needsOf(documents, audit))],
    hasNewVersion: hasNewList || changed.length > 0,
  };
}

async function setList(table: Table, list: TermList, details: VersionDetails) {
  const { name, terms, repeated } = list;
  const notes = repeated.length > 0 ? [`The list ${name} has terms twice: ${repeated.slice(0, 20).join(', ')}.`] : [];
  const { lines, sameAs } = await listChange(table, list);
  if (sameAs !== undefined) {
    await renewPolicy(table, listScope(name));
    return {
      text: [...notes, `The list ${name} does not change: version ${sameAs} stays in force.`].join('\n'),
      isChanged: false,
    };
  }
  const version = await putPolicy(table, listScope(name), terms, details);
  const text = [...notes, ...lines, `Version ${version} of the list ${name} is in force within 30 seconds.`].join('\n');
  return { text, isChanged: true };
}

async function setPolicy(table: Table, part: PolicyPart, source: PolicySource, details: VersionDetails) {
  const { scope, document } = part;
  const { lines, sameAs } = await policyChange(table, part, source);
  if (sameAs !== undefined) {
    await renewPolicy(table, scope);
    return { text: `Nothing changes: version ${sameAs} stays in force ${forScope(scope)}.`, isChanged: false };
  }
  const version = await putPolicy(table, scope, document, details);
  const text = [...lines, `Version ${version} is in force ${forScope(scope)} within 30 seconds.`].join('\n');
  return { text, isChanged: true };
}

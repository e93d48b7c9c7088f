import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type Io, writeLine } from '../../cli/io.ts';
import { printable } from '../../cli/printable.ts';
import { type EarlierTables, earlierTableNote } from '../../existing/earlier-tables.ts';
import { findStack } from '../../existing/found-stack.ts';
import { namesOf } from '../../settings/names.ts';
import { fileOf } from '../../settings/settings-file.ts';
import type { ChangeSet, PlannedChange } from './change-set.ts';
import { lossesIn, lossText } from './losses.ts';
import { newTableNotes } from './new-tables.ts';
import { changeLines, summaryOf } from './show-changes.ts';
import type { Target } from './target.ts';

interface About {
  readonly target: Pick<Target, 'stack' | 'environment'>;
  /** The stack does not exist yet. */
  readonly isNew: boolean;
  readonly earlier: EarlierTables;
}

/** Shows what a change set would do, and what would be lost. */
export async function showChangeSet(
  { stdout }: Io,
  client: CloudFormationClient,
  { changes }: ChangeSet,
  { target, isNew, earlier }: About,
): Promise<void> {
  writeLine(
    stdout,
    `${isNew ? 'New stack' : 'Stack'} ${target.stack}: ${summaryOf(changes) || 'only outputs, tags or settings of the stack change'}`,
  );
  for (const line of changeLines(changes)) writeLine(stdout, printable(line));
  const earlierNote = earlierTableNote(earlier, target);
  const notes = [
    ...(await otherStack(client, target, isNew)),
    ...accountNotes(changes),
    ...newTableNotes(changes, isNew),
    ...(earlierNote === undefined ? [] : [earlierNote]),
  ];
  for (const note of notes) writeLine(stdout, `\nNote: ${note}`);
  const losses = lossesIn(changes);
  if (losses.length === 0) return;
  writeLine(stdout, '\nThese resources have state or an address:');
  for (const loss of losses) writeLine(stdout, `  ${printable(lossText(loss))}`);
}

/** Warns that a stack from before there were environments would not be updated. */
async function otherStack(client: CloudFormationClient, { stack, environment }: About['target'], isNew: boolean) {
  const unnamed = namesOf('').stack;
  if (!isNew || environment === undefined || stack === unnamed) return [];
  const other = await findStack(client, unnamed);
  if (!other) return [];
  return [
    `the stack ${unnamed} stays as it is, beside the new one. To update that one instead, set "name": "" in ${fileOf(environment)}.`,
  ];
}

/** Warns about effects of a stack on others of its account and region. */
function accountNotes(changes: readonly PlannedChange[]): string[] {
  if (!changes.some(({ type, action }) => type === 'AWS::ApiGateway::Account' && action === 'add')) return [];
  return [
    'the stack sets the one role with which API Gateway writes logs in this account and region. If another stack has set it, use accountCloudWatchRole=false.',
  ];
}

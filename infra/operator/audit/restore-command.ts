import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { checkRegion, regionOption, tableOption } from '../shared-options.ts';
import { restore } from './audit-restore.ts';

const Options = v.object({ table: tableOption("the stack's AuditTableName"), region: regionOption });

/** `npm run audit -- restore FILE`: puts records of a log into the table. */
export function defineRestore(command: CliCommand, io: Io): void {
  command
    .description('Restores records that could only be written to a log (lines with "restore:").')
    .argument('<FILE>', 'a log that the functions wrote')
    .action(async (file: string) => {
      const { table, region } = readOptions(command, Options);
      checkRegion(region, table);
      await withTables(io.env, { auditTable: table, region }, ({ audit }) => restoreFile(io, audit, file));
    });
  addOptions(command, Options);
}

async function restoreFile({ stdout }: Io, table: Table, file: string): Promise<void> {
  const { records, incomplete, refused } = await restore(table, file);
  if (records + incomplete.length + refused.length === 0)
    throw new UsageError(`${file} has no records to restore. Use a log that the functions wrote.`);
  writeLine(stdout, records === 1 ? '1 record is in the table.' : `${records} records are in the table.`);
  const mistakes = [
    incomplete.length > 0 &&
      `The file lacks chunks of these requests: ${incomplete.join(', ')}. Add their other log lines.`,
    refused.length > 0 && `The records of these requests are not valid: ${refused.join(', ')}. They were not restored.`,
  ].filter((mistake) => mistake !== false);
  if (mistakes.length > 0) throw new UsageError(mistakes.join('\n'));
}

import { type AuditQuery, list, MissingIndex, query } from '../../../functions/audit/query.ts';
import { INDEXES } from '../../../functions/audit/table-keys.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { endWhenNobodyReads, print, printAndWait, runCommand, UsageError } from '../../cli/command.ts';
import { type Tables, withTables } from '../open-tables.ts';
import { AUDIT_USAGE, type AuditArguments, parseAuditArguments } from './audit-arguments.ts';
import { asJson, asTable } from './audit-output.ts';
import { restore } from './audit-restore.ts';

/** `npm run audit`: who joined, who dismissed, what changed, what was refused. */
await runCommand(async () => {
  endWhenNobodyReads();
  const args = parseAuditArguments(process.argv.slice(2), new Date(), process.env);
  if (args.help) return print(AUDIT_USAGE);
  const { restoreFile } = args;
  await withTables(process.env, args.inAws, (tables) =>
    restoreFile === undefined ? show(tables, args).catch(explain) : putBack(tables.audit, restoreFile),
  );
});

function explain(error: unknown): never {
  if (!(error instanceof MissingIndex)) throw error;
  throw new UsageError("The table has no index for --operation, because the stack's setting operationIndex is off.");
}

async function show({ audit, place }: Tables, { wanted, limit, json }: AuditArguments): Promise<void> {
  if (json) {
    for await (const record of query(audit, wanted, limit)) await printAndWait(asJson(record));
    return;
  }
  const { isTTY, columns } = process.stdout;
  let shown = 0;
  // A row needs of a record no more than its index has.
  const records = list(audit, wanted, limit) as AsyncIterable<AuditRecord>;
  for await (const { lines, count } of asTable(records, (isTTY && columns) || undefined)) {
    await printAndWait(lines);
    shown += count;
  }
  if (shown === 0) print(`Nothing is recorded${about(wanted)} in ${place}.`);
  if (shown === limit) print(`There may be more records. Raise --limit, which is ${limit}.`);
}

/** What was looked for, in words. */
function about(wanted: AuditQuery): string {
  const who = wanted.index === 'byDay' ? '' : ` with the ${INDEXES[wanted.index]} ${wanted.id}`;
  return `${who}${wanted.day === undefined ? '' : ` on ${wanted.day} (UTC)`}`;
}

async function putBack(table: Table, file: string): Promise<void> {
  const { records, incomplete, refused } = await restore(table, file);
  if (records + incomplete.length + refused.length === 0)
    throw new UsageError(`${file} has no records to restore. Use a log that the functions wrote.`);
  print(records === 1 ? '1 record is in the table.' : `${records} records are in the table.`);
  const mistakes = [
    incomplete.length > 0 &&
      `The file lacks chunks of these requests: ${incomplete.join(', ')}. Add their other log lines.`,
    refused.length > 0 && `The records of these requests are not valid: ${refused.join(', ')}. They were not restored.`,
  ].filter((mistake) => mistake !== false);
  if (mistakes.length > 0) throw new UsageError(mistakes.join('\n'));
}

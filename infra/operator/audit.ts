import { query } from '../../functions/audit/query.ts';
import type { AuditTable } from '../../functions/audit/table.ts';
import { AUDIT_USAGE, type AuditArguments, parseAuditArguments } from './audit-arguments.ts';
import { asJson, asTable } from './audit-output.ts';
import { restore } from './audit-restore.ts';
import { endWhenNobodyReads, runCommand, UsageError } from './command.ts';
import { withTables } from './tables.ts';

/** `npm run audit`: who joined, who dismissed, what changed, what was refused. */
await runCommand(async () => {
  endWhenNobodyReads();
  const args = parseAuditArguments(process.argv.slice(2), new Date());
  if (args.help) return print(AUDIT_USAGE);
  const { restoreFile } = args;
  await withTables(process.env, args.inAws, ({ audit }) =>
    restoreFile === undefined ? show(audit, args) : putBack(audit, restoreFile),
  );
});

async function show(table: AuditTable, { wanted, limit, json }: AuditArguments): Promise<void> {
  const records = query(table, wanted, limit);
  if (json) {
    for await (const record of records) print(asJson(record));
    return;
  }
  const all = await Array.fromAsync(records);
  const where = wanted.index === 'byDay' ? ` on ${wanted.day} (UTC)` : '';
  print(all.length > 0 ? asTable(all, process.stdout.columns) : `Nothing is recorded${where}.`);
}

async function putBack(table: AuditTable, file: string): Promise<void> {
  const { records, incomplete, refused } = await restore(table, file);
  if (records + incomplete.length + refused.length === 0)
    throw new UsageError(`${file} holds no record: give a log that the functions have written.`);
  print(records === 1 ? '1 record is in the table.' : `${records} records are in the table.`);
  const mistakes = [
    incomplete.length > 0 && `The file has not all pieces of these requests: ${incomplete.join(', ')}.`,
    refused.length > 0 && `The records of these requests can't be put back: ${refused.join(', ')}.`,
  ].filter((mistake) => mistake !== false);
  if (mistakes.length > 0) throw new UsageError(mistakes.join('\n'));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { query } from '../../functions/audit/query.ts';
import type { AuditTable } from '../../functions/audit/table.ts';
import { createAuditTable, LOCAL_TABLE_NAME } from '../local/audit-table.ts';
import { databaseEnvironment, openDatabase } from '../local/database.ts';
import { AUDIT_USAGE, type AuditArguments, parseAuditArguments } from './audit-arguments.ts';
import { asJson, asTable } from './audit-output.ts';
import { runCommand } from './command.ts';

/** `npm run audit`: who joined, who dismissed, what changed, what was refused. */
await runCommand(async () => {
  const args = parseAuditArguments(process.argv.slice(2), new Date());
  if (args.help) return print(AUDIT_USAGE);
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  const database = endpoint ? undefined : await openDatabase(process.env.DATA_DIR || '.local');
  try {
    if (database) Object.assign(process.env, databaseEnvironment(database));
    const client = new DynamoDBClient();
    await show(await createAuditTable(client, process.env.AUDIT_TABLE_NAME || LOCAL_TABLE_NAME), args);
    client.destroy();
  } finally {
    await database?.close();
  }
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

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

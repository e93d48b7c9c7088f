import { DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import type { AuditTable } from '../../functions/audit/table.ts';
import { createAuditTable, LOCAL_TABLE_NAME } from '../local/audit-table.ts';
import { fillInForSdk, openDatabase, pointSdkAt } from '../local/database.ts';
import { UsageError } from './command.ts';

/**
 * Runs something on the audit table: the one of `npm start`, whether that runs or not, or with
 * `AWS_ENDPOINT_URL_DYNAMODB` the one of another DynamoDB.
 */
export async function withAuditTable(env: NodeJS.ProcessEnv, use: (table: AuditTable) => Promise<void>): Promise<void> {
  const name = env.AUDIT_TABLE_NAME || LOCAL_TABLE_NAME;
  if (env.AWS_ENDPOINT_URL_DYNAMODB) {
    fillInForSdk(env);
    await using({ client: new DynamoDBClient(), name }, use);
    return;
  }
  const database = await openDatabase(env.DATA_DIR || '.local');
  try {
    pointSdkAt(database, env);
    await using(await createAuditTable(new DynamoDBClient(), name), use);
  } finally {
    await database.close();
  }
}

async function using(table: AuditTable, use: (table: AuditTable) => Promise<void>): Promise<void> {
  try {
    await use(table);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) throw new UsageError(`There is no table ${table.name}.`);
    throw error;
  } finally {
    table.client.destroy();
  }
}

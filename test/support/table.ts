import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { onTestFinished } from 'vitest';
import { type AuditQuery, query } from '../../functions/audit/query.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import { startDynamoDB } from '../../infra/local/dynamodb.ts';
import { createAuditTable } from '../../infra/local/table-definitions.ts';

export interface TestTable extends Table {
  readonly endpoint: string;
}

/** An audit table of the test's own, behind a real DynamoDB API on a socket. It goes when the test ends. */
export async function auditTable(): Promise<TestTable> {
  const database = await startDynamoDB();
  const client = clientOf(database.endpoint);
  onTestFinished(async () => {
    client.destroy();
    await database.close();
  });
  return { ...(await createAuditTable(client)), endpoint: database.endpoint };
}

export function clientOf(endpoint: string, accessKeyId = 'test'): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId, secretAccessKey: 'test' },
  });
}

export function found(table: Table, wanted: AuditQuery, limit = 1_000) {
  return Array.fromAsync(query(table, wanted, limit));
}

/** Every item of the table, also those that no index shows. */
export async function everyItem({ client, name }: Table) {
  const pages = await Array.fromAsync(paginateScan({ client }, { TableName: name, ConsistentRead: true }));
  return pages.flatMap(({ Items = [] }) => Items.map((item) => unmarshall(item)));
}

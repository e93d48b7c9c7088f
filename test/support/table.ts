import { DeleteItemCommand, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { onTestFinished } from 'vitest';
import { type AuditQuery, query } from '../../functions/audit/query.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import { startDynamoDB } from '../../infra/local/dynamodb.ts';
import { createAuditTable } from '../../infra/local/table-definitions.ts';
import { GIVEN } from './given-dynamodb.ts';
import { startGivenTables } from './given-tables.ts';

export interface TestTable extends Table {
  readonly endpoint: string;
}

/**
 * Makes an audit table behind a real DynamoDB API on a socket: the embedded one, or that of `npm run test:dynamodb`.
 *
 * @param onEnd when the table ends: by default with the test; with `afterAll`, all tests of a file share it
 */
export async function auditTable(onEnd: (end: () => Promise<void>) => void = onTestFinished): Promise<TestTable> {
  const database = process.env[GIVEN] ? await startGivenTables() : await startDynamoDB();
  const client = clientOf(database.endpoint);
  onEnd(async () => {
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

/** Returns an item with its bytes as base64, because comparing arrays of bytes element by element takes seconds. */
export function comparable(item: object): Record<string, unknown> {
  const text = (value: unknown) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, text(value)]));
}

/** Returns every item of the table, including those that are in no index. */
export async function everyItem({ client, name }: Table) {
  const pages = await Array.fromAsync(paginateScan({ client }, { TableName: name, ConsistentRead: true }));
  return pages.flatMap(({ Items = [] }) => Items.map((item) => unmarshall(item)));
}

/** Deletes every item of a table that tests share. A new table takes much longer. No write may still be under way. */
export async function emptied<Shared extends Table>(table: Shared): Promise<Shared> {
  const { client, name: TableName } = table;
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    for (const { eventID } of Items)
      if (eventID) await client.send(new DeleteItemCommand({ TableName, Key: { eventID } }));
  return table;
}

import { DeleteItemCommand, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { onTestFinished } from 'vitest';
import { type AuditQuery, query } from '../../functions/audit/query.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import { createAuditTable, createPolicyTable } from '../../infra/local/table-definitions.ts';
import { createLike, startEmbedded } from './embedded-tables.ts';
import { GIVEN } from './given-dynamodb.ts';
import { startGivenTables } from './given-tables.ts';

/** Connections of all tables of a worker: new ones for each take longer than a request. */
let connections: DynamoDBClient['config']['requestHandler'] | undefined;

export interface TestTable extends Table {
  readonly endpoint: string;
}

/**
 * Makes an audit table behind a real DynamoDB API on a socket: the embedded one, or that of `npm run test:dynamodb`.
 *
 * @param onEnd when the table ends: by default with the test; with `afterAll`, all tests of a file share it
 */
export async function auditTable(onEnd: (end: () => Promise<void>) => void = onTestFinished): Promise<TestTable> {
  const database = process.env[GIVEN] ? await startGivenTables() : await startEmbedded();
  const { endpoint } = database;
  const client = new DynamoDBClient({ ...configOf(endpoint), ...(connections && { requestHandler: connections }) });
  connections = client.config.requestHandler;
  onEnd(() => database.close());
  return { ...(await created(createAuditTable, { client, endpoint })), endpoint };
}

/** Makes the policy table beside an audit table. */
export function policyTable(beside: Omit<TestTable, 'name'>): Promise<Table> {
  return created(createPolicyTable, beside);
}

function created(create: typeof createAuditTable | typeof createPolicyTable, place: Omit<TestTable, 'name'>) {
  return process.env[GIVEN] ? create(place.client) : createLike(create, place);
}

export function clientOf(endpoint: string, accessKeyId = 'test'): DynamoDBClient {
  return new DynamoDBClient(configOf(endpoint, accessKeyId));
}

function configOf(endpoint: string, accessKeyId = 'test') {
  return { endpoint, region: 'local', credentials: { accessKeyId, secretAccessKey: 'test' } };
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

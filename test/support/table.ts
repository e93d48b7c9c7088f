import {
  DeleteItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { NativeAttributeValue } from '@aws-sdk/util-dynamodb';
import { onTestFinished } from 'vitest';
import { native } from '../../functions/audit/items.ts';
import { type Head, type ItemPart, isHead, partIDs } from '../../functions/audit/parts.ts';
import { type AuditQuery, list, query } from '../../functions/audit/query.ts';
import { join, readable } from '../../functions/audit/readable.ts';
import type { IndexName } from '../../functions/audit/table-keys.ts';
import type { Table, TableClient } from '../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import { createAuditTable, createPolicyTable } from '../../infra/local/table-definitions.ts';
import { createLike, startEmbedded } from './embedded-tables.ts';
import { GIVEN } from './given-dynamodb.ts';
import { startGivenTables } from './given-tables.ts';
import { isRecord } from './stream.ts';

/** Connections of all tables of a worker: new ones for each take longer than a request. */
let connections: DynamoDBClient['config']['requestHandler'] | undefined;

export interface TestTable extends Table<DynamoDBClient> {
  readonly endpoint: string;
}

export type TestDatabase = Omit<TestTable, 'name'>;

type OnEnd = (end: () => Promise<void>) => void;

/**
 * Makes an audit table behind a real DynamoDB API on a socket: the embedded one, or that of `npm run test:dynamodb`.
 *
 * @param onEnd when the table ends: by default with the test; with `afterAll`, all tests of a file share it
 */
export async function auditTable(onEnd?: OnEnd): Promise<TestTable> {
  const database = await emptyDatabase(onEnd);
  return { ...(await created(createAuditTable, database)), endpoint: database.endpoint };
}

/** Makes a database without tables. */
export async function emptyDatabase(onEnd: OnEnd = onTestFinished): Promise<TestDatabase> {
  const { endpoint, close } = process.env[GIVEN] ? await startGivenTables() : await startEmbedded();
  const client = new DynamoDBClient({ ...configOf(endpoint), ...(connections && { requestHandler: connections }) });
  connections = client.config.requestHandler;
  onEnd(close);
  return { client, endpoint };
}

/** Makes the policy table, beside an audit table or not. */
export function policyTable(database: TestDatabase): Promise<Table<DynamoDBClient>> {
  return created(createPolicyTable, database);
}

function created(create: typeof createAuditTable | typeof createPolicyTable, database: TestDatabase) {
  return process.env[GIVEN] ? create(database.client) : createLike(create, database);
}

export function clientOf(endpoint: string, accessKeyId = 'test', config: DynamoDBClientConfig = {}): DynamoDBClient {
  return new DynamoDBClient({ ...configOf(endpoint, accessKeyId), ...config });
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
  return nativeItems(client, { TableName: name, ConsistentRead: true });
}

/** Returns every whole record of the table, newest first, with one request. An index by day takes ten. */
export async function everyRecord(table: Table): Promise<AuditRecord[]> {
  const items = await everyItem(table);
  const byID = new Map(items.map((item) => [item.eventID, item as ItemPart]));
  const partsOf = (head: Head) => partIDs(head).flatMap((id) => byID.get(id) ?? []);
  return (items.filter(isRecord) as (AuditRecord | Head)[])
    .map((item) => readable(isHead(item) ? join(item, partsOf(item)) : item))
    .sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
}

/** Returns the eventIDs that an index has, newest first, with one request. Whole records take another. */
export async function eventIDsIn(table: Table, wanted: AuditQuery): Promise<string[]> {
  return (await Array.fromAsync(list(table, wanted, 1_000))).map(({ eventID }) => eventID);
}

/** Returns what an index holds, with one request. */
export async function itemsIn({ client, name }: Table, index: IndexName) {
  return nativeItems(client, { TableName: name, IndexName: index });
}

async function nativeItems(client: TableClient, scan: ScanCommandInput) {
  const items = await Array.fromAsync(scanned(client, scan));
  return items.map((item) => native<Record<string, NativeAttributeValue>>(item));
}

async function* scanned(client: TableClient, scan: ScanCommandInput) {
  let ExclusiveStartKey: ScanCommandInput['ExclusiveStartKey'];
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({ ...scan, ExclusiveStartKey }));
    yield* Items;
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

/** Returns the sorted eventIDs in the index by day with one request, where a search takes ten. */
export async function eventIDsByDay(table: Table): Promise<string[]> {
  return (await itemsIn(table, 'byDay')).map(({ eventID }) => eventID).sort();
}

/**
 * Returns an empty table: a new one, or on a given DynamoDB, where that takes seconds, a table that tests share. No write may still
 * be under way there.
 */
export async function emptied(table: TestTable): Promise<TestTable> {
  if (!process.env[GIVEN]) return auditTable();
  await clear(table);
  return table;
}

/** Deletes every item of a table to which a test is bound. No write may still be under way. */
export async function clear({ client, name: TableName }: Table): Promise<void> {
  for await (const { eventID } of scanned(client, { TableName, ConsistentRead: true }))
    if (eventID) await client.send(new DeleteItemCommand({ TableName, Key: { eventID } }));
}

import { setTimeout } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  type ScalarAttributeType,
} from '@aws-sdk/client-dynamodb';
import { INDEX_NAMES, INDEXES, PARTITION_KEY, projectedBy, SORT_KEY } from '../../functions/audit/table-keys.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import { SCOPE_KEY, VERSION_KEY } from '../../functions/policy/stored-policy.ts';

export const LOCAL_AUDIT_TABLE = 'openim-audit';
export const LOCAL_POLICY_TABLE = 'openim-policy';

const POLL_INTERVAL_MS = 20;

/** Creates the audit table in a local database, unless it exists. */
export async function createAuditTable(
  client: DynamoDBClient,
  name = LOCAL_AUDIT_TABLE,
): Promise<Table<DynamoDBClient>> {
  await create(client, {
    TableName: name,
    AttributeDefinitions: [PARTITION_KEY, SORT_KEY, ...Object.values(INDEXES)].map((key) => attribute(key, 'S')),
    KeySchema: [{ AttributeName: PARTITION_KEY, KeyType: 'HASH' }],
    GlobalSecondaryIndexes: INDEX_NAMES.map((index) => ({
      IndexName: index,
      KeySchema: [
        { AttributeName: INDEXES[index], KeyType: 'HASH' },
        { AttributeName: SORT_KEY, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: projectedBy(index) },
    })),
  });
  return { client, name };
}

/** Creates the policy table in a local database, unless it exists. */
export async function createPolicyTable(
  client: DynamoDBClient,
  name = LOCAL_POLICY_TABLE,
): Promise<Table<DynamoDBClient>> {
  await create(client, {
    TableName: name,
    AttributeDefinitions: [attribute(SCOPE_KEY, 'S'), attribute(VERSION_KEY, 'N')],
    KeySchema: [
      { AttributeName: SCOPE_KEY, KeyType: 'HASH' },
      { AttributeName: VERSION_KEY, KeyType: 'RANGE' },
    ],
  });
  return { client, name };
}

function attribute(name: string, type: ScalarAttributeType) {
  return { AttributeName: name, AttributeType: type };
}

async function create(client: DynamoDBClient, definition: CreateTableCommandInput): Promise<void> {
  const request = new CreateTableCommand({ BillingMode: 'PAY_PER_REQUEST', ...definition });
  let status = await statusOf(client, definition);
  if (status === undefined)
    await client.send(request).catch((error) => {
      if (!(error instanceof ResourceInUseException)) throw error;
    });
  // A table in CREATING exists but rejects items.
  for (
    status = await statusOf(client, definition);
    status === 'CREATING';
    status = await statusOf(client, definition)
  ) {
    await setTimeout(POLL_INTERVAL_MS);
  }
}

/** Returns the status of a table, or undefined if it does not exist. */
async function statusOf(client: DynamoDBClient, { TableName }: CreateTableCommandInput): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

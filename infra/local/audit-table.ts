import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { type AuditTable, INDEXES, PARTITION_KEY, projectedBy, SORT_KEY } from '../../functions/audit/table.ts';

export const LOCAL_TABLE_NAME = 'openim-audit';

/** The audit table, made in a local database unless it is there. */
export async function createAuditTable(client: DynamoDBClient, name = LOCAL_TABLE_NAME): Promise<AuditTable> {
  await client.send(new CreateTableCommand(definition(name))).catch((error) => {
    if (!(error instanceof ResourceInUseException)) throw error;
  });
  return { client, name };
}

function definition(name: string): CreateTableCommandInput {
  const indexes = Object.entries(INDEXES) as [keyof typeof INDEXES, string][];
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [PARTITION_KEY, SORT_KEY, ...Object.values(INDEXES)].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S',
    })),
    KeySchema: [{ AttributeName: PARTITION_KEY, KeyType: 'HASH' }],
    GlobalSecondaryIndexes: indexes.map(([index, key]) => ({
      IndexName: index,
      KeySchema: [
        { AttributeName: key, KeyType: 'HASH' },
        { AttributeName: SORT_KEY, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: projectedBy(index) },
    })),
  };
}

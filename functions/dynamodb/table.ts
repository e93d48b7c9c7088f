import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A table and a client for it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}

import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { itemOf, recorded } from './item.ts';

const client = new DynamoDBClient();

/** The floor: what any handler with the SDK must do. It parses the body and puts the record, and logs nothing. */
export async function handler(request: APIGatewayProxyEvent) {
  await client.send(
    new PutItemCommand({
      TableName: process.env.AUDIT_TABLE_NAME,
      Item: itemOf(request),
      ConditionExpression: 'attribute_not_exists(eventID)',
    }),
  );
  return recorded;
}

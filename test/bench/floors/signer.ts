import type { APIGatewayProxyEvent } from 'aws-lambda';
import { itemOf, recorded } from './item.ts';
import { putItem } from './put-item.ts';

/** The limit: the floor without the SDK. It has no retries, timeouts, or errors with a name. */
export async function handler(request: APIGatewayProxyEvent) {
  const TableName = process.env.AUDIT_TABLE_NAME;
  const ConditionExpression = 'attribute_not_exists(eventID)';
  await putItem(JSON.stringify({ TableName, Item: itemOf(request), ConditionExpression }));
  return recorded;
}

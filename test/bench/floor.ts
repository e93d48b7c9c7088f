import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';

const client = new DynamoDBClient();

/** The least that a receiver can do: parse the body, and put the same attributes into the same table. */
export async function handler({ body, path, requestContext }: APIGatewayProxyEvent) {
  const { requestId, requestTimeEpoch, identity } = requestContext;
  const event = JSON.parse(body ?? '');
  const receivedAt = new Date(requestTimeEpoch).toISOString();
  const fields = Object.entries(event).map(([name, value]) => [name, { S: String(value) }]);
  await client.send(
    new PutItemCommand({
      TableName: process.env.AUDIT_TABLE_NAME,
      Item: {
        eventID: { S: requestId },
        receivedAt: { S: receivedAt },
        dayShard: { S: receivedAt.slice(0, 10) },
        command: { S: path.slice(1) },
        groupID: { S: String(event.groupID) },
        userID: { S: String(event.userID) },
        operationID: { S: 'operation' },
        outcome: { S: 'recorded' },
        event: { M: Object.fromEntries(fields) },
        body: { S: body ?? '' },
        sourceIP: { S: identity.sourceIp },
        requestID: { S: requestId },
      },
      ConditionExpression: 'attribute_not_exists(eventID) OR requestID = :requestID',
      ExpressionAttributeValues: { ':requestID': { S: requestId } },
    }),
  );
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{"actionCode":0,"nextCode":0}' };
}

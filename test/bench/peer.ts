import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Hono } from 'hono';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { basicAuth } from 'hono/basic-auth';

const client = DynamoDBDocumentClient.from(new DynamoDBClient());

interface Bindings {
  event: LambdaEvent;
}

/** A small receiver on a web framework, as a team would write it in an afternoon: Basic authentication, a document client, a put. */
const app = new Hono<{ Bindings: Bindings }>();
app.use(basicAuth({ verifyUser: (_user, password) => password === 'a-token-for-tests' }));
app.post('/:command', async (context) => {
  const body = await context.req.text();
  const event = JSON.parse(body);
  const { groupID, userID } = event;
  const item = { eventID: crypto.randomUUID(), receivedAt: new Date().toISOString(), groupID, userID, event, body };
  await client.send(new PutCommand({ TableName: process.env.AUDIT_TABLE_NAME, Item: item }));
  return context.json({ actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 });
});

export const handler = handle(app);

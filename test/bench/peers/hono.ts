import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { basicAuth } from 'hono/basic-auth';
import { validator } from 'hono/validator';
import * as v from 'valibot';

/** The peer of a team that writes Lambdas as small web servers, with as few packages as it can: hono, valibot, the document client. */
const client = DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });

const JoinGroup = v.looseObject({
  callbackCommand: v.literal('callbackAfterJoinGroupCommand'),
  operationID: v.optional(v.string()),
  groupID: v.pipe(v.string(), v.nonEmpty()),
  userID: v.optional(v.string()),
  inviterUserID: v.optional(v.string()),
  reqMessage: v.optional(v.string()),
  joinSource: v.optional(v.pipe(v.number(), v.integer())),
  ex: v.optional(v.string()),
  groupEx: v.optional(v.string()),
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const envelope = (errCode: number, errMsg: string) => {
  return { actionCode: errCode === 0 ? 0 : 1, errCode, errMsg, errDlt: '', nextCode: 0 };
};

const app = new Hono<{ Bindings: { event: APIGatewayProxyEvent } }>();

app.use(basicAuth({ verifyUser: (_user, token) => sha256(token) === process.env.WEBHOOK_TOKEN_HASHES }));

app.post(
  '/callbackAfterJoinGroupCommand',
  validator('json', (body, context) => {
    const result = v.safeParse(JoinGroup, body);
    return result.success ? result.output : context.json(envelope(5400, v.summarize(result.issues)), 400);
  }),
  async (context) => {
    const { callbackCommand: command, operationID, inviterUserID, ...rest } = context.req.valid('json');
    const event = rest.userID ? { ...rest, inviterUserID } : { ...rest, userID: inviterUserID };
    const { requestId, requestTimeEpoch, identity } = context.env.event.requestContext;
    const body = await context.req.text();
    const receivedAt = new Date(requestTimeEpoch).toISOString();
    const eventID = sha256(JSON.stringify([body, receivedAt.slice(0, 15)]));
    const { groupID, userID } = event;
    const put = new PutCommand({
      TableName: process.env.AUDIT_TABLE_NAME,
      Item: {
        ...{ eventID, receivedAt, dayShard: receivedAt.slice(0, 10), outcome: 'recorded' },
        ...{ groupID, userID, operationID, event, body, sourceIP: identity.sourceIp, requestID: requestId },
      },
      ConditionExpression: 'attribute_not_exists(eventID)',
    });
    await client.send(put).catch((error) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
    console.info(JSON.stringify({ level: 'INFO', message: 'recorded', timestamp: new Date(), groupID, userID }));
    const metric = {
      Namespace: 'Receiver',
      Dimensions: [['command']],
      Metrics: [{ Name: 'Callbacks', Unit: 'Count' }],
    };
    const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [metric] };
    console.info(JSON.stringify({ _aws, command, Callbacks: 1 }));
    return context.json(envelope(0, ''));
  },
);

export const handler = handle(app);

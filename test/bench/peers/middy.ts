import { createHash, timingSafeEqual } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { z } from 'zod';

/** The peer of a team that writes Lambdas with middy, zod, the document client and Powertools: join events into one table. */
const logger = new Logger();
const metrics = new Metrics();
const client = DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });

const JoinGroup = z
  .looseObject({
    callbackCommand: z.literal('callbackAfterJoinGroupCommand'),
    operationID: z.string().optional(),
    groupID: z.string().min(1),
    userID: z.string().optional(),
    inviterUserID: z.string().optional(),
    reqMessage: z.string().optional(),
    joinSource: z.int32().optional(),
    ex: z.string().optional(),
    groupEx: z.string().optional(),
  })
  .transform(({ callbackCommand: _command, operationID, inviterUserID, ...event }) => ({
    operationID,
    event: event.userID ? { ...event, inviterUserID } : { ...event, userID: inviterUserID },
  }));

const sha256 = (text: string) => createHash('sha256').update(text).digest();
const tokenHash = Buffer.from(process.env.WEBHOOK_TOKEN_HASHES ?? '', 'hex');

const basicAuth = (): middy.MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> => ({
  before: ({ event }) => {
    const [, credentials = ''] = /^Basic (.+)$/.exec(event.headers.authorization ?? '') ?? [];
    const [, token = ''] = /^[^:]*:(.*)$/.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
    return timingSafeEqual(sha256(token), tokenHash) ? undefined : answer(401, 5401, 'not authenticated');
  },
});

const answer = (statusCode: number, errCode = 0, errMsg = ''): APIGatewayProxyResult => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ actionCode: errCode === 0 ? 0 : 1, errCode, errMsg, errDlt: '', nextCode: 0 }),
});

async function recordJoin({ body, requestContext }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const parsed = JoinGroup.safeParse(body);
  if (!parsed.success) {
    logger.warn('callback is malformed', { issues: parsed.error.issues.map(({ path, code }) => ({ path, code })) });
    return answer(400, 5400, z.prettifyError(parsed.error));
  }
  const { operationID, event } = parsed.data;
  const receivedAt = new Date(requestContext.requestTimeEpoch).toISOString();
  const eventID = sha256(JSON.stringify([body, receivedAt.slice(0, 15)])).toString('hex');
  const { groupID, userID } = event;
  try {
    await client.send(
      new PutCommand({
        TableName: process.env.AUDIT_TABLE_NAME,
        Item: {
          ...{ eventID, receivedAt, dayShard: receivedAt.slice(0, 10), outcome: 'recorded' },
          ...{ groupID, userID, operationID, event, body: JSON.stringify(body) },
          ...{ sourceIP: requestContext.identity.sourceIp, requestID: requestContext.requestId },
        },
        ConditionExpression: 'attribute_not_exists(eventID)',
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    logger.info('callback is a repeat', { eventID });
  }
  logger.info('callback is recorded', { groupID, userID, operationID });
  metrics.addDimension('command', 'callbackAfterJoinGroupCommand');
  metrics.addMetric('Callbacks', MetricUnit.Count, 1);
  return answer(200);
}

export const handler = middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics))
  .use(httpHeaderNormalizer())
  .use(basicAuth())
  .use(httpJsonBodyParser())
  .use(httpErrorHandler())
  .handler(recordJoin);

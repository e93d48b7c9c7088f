import type { APIGatewayProxyEvent } from 'aws-lambda';

/** Returns the record of a callback with the attributes that the receiver stores, made with the least work. */
export function itemOf({ body, path, requestContext }: APIGatewayProxyEvent) {
  const { requestId, requestTimeEpoch, identity } = requestContext;
  const event = JSON.parse(body ?? '');
  const receivedAt = new Date(requestTimeEpoch).toISOString();
  const fields = Object.entries(event).map(([name, value]) => [name, { S: String(value) }]);
  return {
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
  };
}

export const recorded = {
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}',
};

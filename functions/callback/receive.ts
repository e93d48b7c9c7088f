import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Received } from '../audit/received.ts';
import { type CallbackKind, commandOf, isWireNameOf } from '../openim/catalogue.ts';

export function receive(event: APIGatewayProxyEvent, callback: CallbackKind): Received {
  const { requestId, requestTimeEpoch, identity } = event.requestContext;
  const sentAs = [event.path.split('/').at(-1), event.queryStringParameters?.command].find((name) =>
    isWireNameOf(callback, name),
  );
  const operationID = header(event, 'operationid');
  return {
    requestID: requestId,
    receivedAt: new Date(requestTimeEpoch).toISOString(),
    sourceIP: identity.sourceIp,
    command: commandOf(callback),
    ...(sentAs !== undefined && sentAs !== commandOf(callback) && { sentAs }),
    ...(operationID && { operationID }),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** The value of a header, whatever the case of its name. */
export function header(event: Pick<APIGatewayProxyEvent, 'headers'>, name: string): string | undefined {
  const found = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}

import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type CallbackKind, commandOf, isWireNameOf } from '../openim/catalogue.ts';

/** What is known of a request before its body is read. */
export interface Received {
  /** Identifies this one request, also when it is tried again on our side. */
  readonly requestID: string;
  /** When the gateway took the request: ISO 8601, milliseconds, UTC. */
  readonly receivedAt: string;
  readonly sourceIP: string;
  /** The callback of the address, by the name that records carry. */
  readonly command: string;
  /** The wire name in the address, where it is another spelling. */
  readonly sentAs?: string;
  /** The header `Operationid`. The client chose it: neither unique nor to be trusted. */
  readonly operationID?: string;
  /** The body to the byte. */
  readonly body: Buffer;
}

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

/** The body as text, or undefined when it is not UTF-8. */
export function textOf({ body }: Received): string | undefined {
  return isUtf8(body) ? body.toString('utf8') : undefined;
}

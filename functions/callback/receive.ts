import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type CallbackKind, commandOf, isWireNameOf } from '../openim/catalogue.ts';
import { redact } from '../openim/redact.ts';
import { secretFieldsOf } from '../openim/secret-fields.ts';
import type { Received } from '../record/received.ts';
import type { ReceiptTimeOf } from './receipt-time.ts';

export function receive(event: APIGatewayProxyEvent, callback: CallbackKind, receiptTimeOf: ReceiptTimeOf): Received {
  const { requestId, requestTimeEpoch, identity } = event.requestContext;
  const sentAs = [event.path.split('/').at(-1), event.queryStringParameters?.command].find((name) =>
    isWireNameOf(callback, name),
  );
  const operationID = header(event, 'operationid');
  return {
    requestID: requestId,
    receivedAt: receiptTimeOf(requestTimeEpoch),
    sourceIP: identity.sourceIp,
    command: commandOf(callback),
    ...(sentAs !== undefined && sentAs !== commandOf(callback) && { sentAs }),
    ...(operationID && { operationID }),
    ...withoutSecrets(Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'), callback),
  };
}

/** A body that may hold a secret, and in which that can't be found, is not kept at all. */
function withoutSecrets(body: Buffer, callback: CallbackKind): Pick<Received, 'body' | 'redacted'> {
  const secrets = callback.secrets ?? secretFieldsOf(body);
  if (secrets === undefined) return { body };
  const text = isUtf8(body) ? body.toString() : '';
  if (!isJsonObject(text)) return { body: Buffer.alloc(0), redacted: ['body'] };
  const redacted = redact(text, secrets);
  return redacted === text ? { body } : { body: Buffer.from(redacted), redacted: secrets };
}

function isJsonObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

export interface WithHeaders {
  readonly headers: Readonly<Record<string, string | undefined>> | null;
}

/** The value of a header, whatever the case of its name. */
export function header({ headers }: WithHeaders, name: string): string | undefined {
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}

/** The media type of a request without its parameters, of which nothing depends. */
export function mediaType(event: Pick<APIGatewayProxyEvent, 'headers'>): string | undefined {
  return header(event, 'content-type')?.split(';', 1)[0]?.trim();
}

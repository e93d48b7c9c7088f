import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type CallbackKind, commandOf, isWireNameOf } from '../openim/catalogue.ts';
import { REPLAY_HEADER } from '../openim/mark-headers.ts';
import { redact } from '../openim/redact.ts';
import { messageFieldsOf, secretFieldsOf } from '../openim/redacted-fields.ts';
import type { Received } from '../record/received.ts';
import type { Settings } from './function-settings.ts';
import type { ReceiptTimeOf } from './receipt-time.ts';
import { replayedEvent } from './replay-mark.ts';

interface ReceiveOptions extends Pick<Settings, 'recordMessages'> {
  readonly receiptTimeOf: ReceiptTimeOf;
}

/** Reads a gateway request and redacts secrets and messages in its body. */
export function receive(
  event: APIGatewayProxyEvent,
  callback: CallbackKind,
  { recordMessages, receiptTimeOf }: ReceiveOptions,
): Received {
  const { requestId, requestTimeEpoch, identity } = event.requestContext;
  const sentAs = [event.path.split('/').at(-1), event.queryStringParameters?.command].find((name) =>
    isWireNameOf(callback, name),
  );
  const operationID = header(event, 'operationid');
  const replayOf = replayedEvent(header(event, REPLAY_HEADER.toLowerCase()));
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const secretFields = callback.secrets ?? secretFieldsOf(body) ?? [];
  const messageFields = messageFieldsOf(callback, body);
  return {
    requestID: requestId,
    receivedAt: receiptTimeOf(requestTimeEpoch),
    sourceIP: identity.sourceIp,
    command: commandOf(callback),
    ...(sentAs !== undefined && sentAs !== commandOf(callback) && { sentAs }),
    ...(operationID && { operationID }),
    ...(replayOf !== undefined && { replayOf }),
    ...(recordMessages === 'none' && messageFields.length > 0 && { isUnrecorded: true }),
    ...withoutValues(body, [...secretFields, ...(recordMessages === 'whole' ? [] : messageFields)]),
  };
}

/** Redacts values. A body that may contain such a field and is not JSON is dropped. */
function withoutValues(body: Buffer, fields: readonly string[]): Pick<Received, 'body' | 'redacted'> {
  if (fields.length === 0) return { body };
  const text = isUtf8(body) ? body.toString() : '';
  if (!isJsonObject(text)) return { body: Buffer.alloc(0), redacted: ['body'] };
  const redacted = new Set<string>();
  const kept = redact(text, fields, (field) => redacted.add(field));
  return redacted.size === 0 ? { body } : { body: Buffer.from(kept), redacted: [...redacted] };
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

/**
 * Returns the value of a header, ignoring the case of its name.
 *
 * @param name in lower case
 */
export function header({ headers }: WithHeaders, name: string): string | undefined {
  for (const key in headers) if (key.length === name.length && key.toLowerCase() === name) return headers[key];
  return undefined;
}

/** Returns the media type of a request without parameters. */
export function mediaType(event: Pick<APIGatewayProxyEvent, 'headers'>): string | undefined {
  return header(event, 'content-type')?.split(';', 1)[0]?.trim();
}

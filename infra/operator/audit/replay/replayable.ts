import * as v from 'valibot';
import { otherCallback } from '../../../../functions/openim/other.ts';

/** Fields of a record that a replay needs. */
export interface Replayed {
  readonly eventID: string;
  readonly receivedAt: string;
  readonly command: string;
  readonly sentAs?: string | undefined;
  readonly operationID?: string | undefined;
  readonly body?: string | undefined;
  readonly bodyBytes?: Uint8Array | undefined;
  readonly redacted?: readonly string[] | undefined;
}

/** A record as a line of an export has it, with its bytes in base64. */
export const ExportedRecord = v.pipe(
  v.object({
    eventID: v.string(),
    receivedAt: v.string(),
    command: v.string(),
    sentAs: v.optional(v.string()),
    operationID: v.optional(v.string()),
    body: v.optional(v.string()),
    bodyBytes: v.optional(v.pipe(v.string(), v.base64())),
    redacted: v.optional(v.array(v.string())),
  }),
  v.transform(({ bodyBytes, ...record }) => ({
    ...record,
    ...(bodyBytes !== undefined && { bodyBytes: Buffer.from(bodyBytes, 'base64') }),
  })),
);

/** A recorded callback as it can be sent again. */
export interface Replayable {
  readonly eventID: string;
  /** Name under which it was sent. */
  readonly wireName: string;
  readonly operationID: string | undefined;
  readonly body: Buffer;
}

/** Returns what to send, undefined when the body is redacted or missing, or the name is not valid in an address. */
export function replayable({ eventID, operationID, body, bodyBytes, ...record }: Replayed): Replayable | undefined {
  const wireName = record.sentAs ?? record.command;
  if (record.redacted?.length || (body === undefined && !bodyBytes) || !otherCallback(wireName)) return undefined;
  return { eventID, wireName, operationID, body: bodyBytes ? Buffer.from(bodyBytes) : Buffer.from(body ?? '') };
}

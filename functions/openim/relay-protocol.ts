import { isUtf8 } from 'node:buffer';
import * as v from 'valibot';
import { REPLAY_HEADER, TEST_HEADER } from './mark-headers.ts';
import { RELAY_HEADERS } from './relay-headers.ts';
import { DONE_HEADER, RELAY_USER } from './relay-identity.ts';

export { DONE_HEADER, RELAY_HEADERS, RELAY_USER };

/** Path of a request with several callbacks, one JSON a line. */
export const BATCH_PATH = '/batch';
export const BATCH_CONTENT_TYPE = 'application/x-ndjson';

/** Limits of a batch. A larger callback is sent alone, to its usual address. */
export const MAX_BATCH_LINES = 50;
export const MAX_BATCH_BYTES = 1_000_000;

const Timestamp = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/, 'must be a time in UTC with milliseconds or microseconds'),
);

/** UUID of any version. */
const Id = v.pipe(v.string(), v.uuid());

/** The answer to a before callback that the relay gave, because the receiver gave none or did not record it. */
export const RelayVerdict = v.object({
  verdict: v.picklist(['refuse', 'allow']),
  /** `errCode` of the answer. */
  errCode: v.pipe(v.number(), v.integer()),
  reason: v.string(),
});
export type RelayVerdict = v.InferOutput<typeof RelayVerdict>;

/** Answer of another business server to a before callback, before the receiver was asked or in its place. */
export const OtherAnswer = v.object({
  /** Name of the server in the relay's configuration. */
  name: v.string(),
  /** Its answer: the code fields, and values that OpenIM takes. Message contents and secrets are "*". */
  answer: v.optional(v.record(v.string(), v.unknown())),
  /** Why it has no valid answer. */
  error: v.optional(v.string()),
  /** Values of the request that its answer replaced. The body has the new ones. */
  replaced: v.optional(v.record(v.string(), v.unknown())),
  /** Values were left out, because they are too large for a header. */
  isShortened: v.optional(v.boolean()),
});
export type OtherAnswer = v.InferOutput<typeof OtherAnswer>;

/** A line of a batch. It has `body`, or `bodyBase64` if the bytes are not valid UTF-8. */
export const BatchLine = v.object({
  id: Id,
  receivedAt: Timestamp,
  sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Path and query of the callback, such as `/callbackAfterJoinGroupCommand?contenttype=json`. */
  path: v.pipe(v.string(), v.startsWith('/')),
  operationID: v.optional(v.string()),
  contentType: v.optional(v.string()),
  body: v.optional(v.string()),
  bodyBase64: v.optional(v.pipe(v.string(), v.base64())),
  /** The mark of a test, as in its header. */
  isTest: v.optional(v.boolean()),
  /** The mark of a replay: the eventID in its header. */
  replayOf: v.optional(v.string()),
  /** Parts of the request that were too long, as in their header. */
  leftOut: v.optional(v.string()),
  verdict: v.optional(RelayVerdict),
  others: v.optional(v.array(OtherAnswer)),
});
export type BatchLine = v.InferOutput<typeof BatchLine>;

/** `recorded` now, recorded `again` (by an earlier delivery of the same id), or `never`: no delivery of it can succeed. */
export const BatchResult = v.object({
  id: v.string(),
  status: v.picklist(['recorded', 'again', 'never']),
  reason: v.optional(v.string()),
});
export type BatchResult = v.InferOutput<typeof BatchResult>;

/** Answer to a batch, with HTTP status 200. A line without a result is delivered again. */
export const BatchAnswer = v.object({ results: v.array(BatchResult) });
export type BatchAnswer = v.InferOutput<typeof BatchAnswer>;

/** A request that a relay stored. */
export interface RelayedRequest {
  readonly id: string;
  readonly receivedAt: string;
  readonly sequence: number;
  readonly path: string;
  readonly operationID?: string | undefined;
  readonly contentType?: string | undefined;
  readonly body: Uint8Array;
  readonly isTest?: boolean | undefined;
  readonly replayOf?: string | undefined;
  readonly leftOut?: string | undefined;
  readonly verdict?: RelayVerdict | undefined;
  readonly others?: readonly OtherAnswer[] | undefined;
}

/** Returns the headers of a request that is sent alone. */
export function relayHeaders(
  {
    id,
    receivedAt,
    sequence,
    verdict,
    others,
    leftOut,
    ...marks
  }: Omit<RelayedRequest, 'sequence' | 'path' | 'body'> & { sequence?: number },
  sentAt: string,
): Record<string, string> {
  return {
    [RELAY_HEADERS.id]: id,
    [RELAY_HEADERS.receivedAt]: receivedAt,
    ...(sequence !== undefined && { [RELAY_HEADERS.sequence]: String(sequence) }),
    [RELAY_HEADERS.sentAt]: sentAt,
    ...(verdict && { [RELAY_HEADERS.verdict]: asciiJson(verdict) }),
    ...(others && { [RELAY_HEADERS.others]: asciiJson(others) }),
    ...(leftOut !== undefined && { [RELAY_HEADERS.leftOut]: leftOut }),
    ...markHeaders(marks),
  };
}

/** Returns the headers of a request that its sender has marked as a test or a replay. */
export function markHeaders({ isTest, replayOf }: Pick<RelayedRequest, 'isTest' | 'replayOf'>): Record<string, string> {
  return {
    ...(isTest && { [TEST_HEADER.toLowerCase()]: '1' }),
    ...(replayOf !== undefined && { [REPLAY_HEADER.toLowerCase()]: replayOf }),
  };
}

/** Returns a line of a batch, without its end. */
export function toBatchLine({ id, receivedAt, sequence, path, body, ...optional }: RelayedRequest): string {
  const { operationID, contentType, isTest, replayOf, leftOut, verdict, others } = optional;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const content = isUtf8(bytes) ? { body: bytes.toString() } : { bodyBase64: bytes.toString('base64') };
  const line: BatchLine = {
    ...{ id, receivedAt, sequence, path },
    ...(operationID !== undefined && { operationID }),
    ...(contentType !== undefined && { contentType }),
    ...content,
    ...(isTest && { isTest }),
    ...(replayOf !== undefined && { replayOf }),
    ...(leftOut !== undefined && { leftOut }),
    ...(verdict && { verdict }),
    ...(others && { others: [...others] }),
  };
  return JSON.stringify(line);
}

/** Returns the request of a batch line, or undefined for an invalid line. */
export function fromBatchLine(line: string): RelayedRequest | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), BatchLine), line);
  if (!result.success) return undefined;
  const { body, bodyBase64, ...fields } = result.output;
  if ((body === undefined) === (bodyBase64 === undefined)) return undefined;
  return { ...fields, body: body === undefined ? Buffer.from(bodyBase64 ?? '', 'base64') : Buffer.from(body) };
}

/** Returns JSON that an HTTP header can hold. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

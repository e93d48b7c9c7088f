import * as v from 'valibot';
import { LATE_MS } from '../audit/put-late.ts';
import { BatchLine, RELAY_HEADERS, RelayVerdict } from '../openim/relay-protocol.ts';
import type { Received } from '../record/received.ts';
import { header, type WithHeaders } from './receive.ts';

/** Difference of clocks from which a relay's times do not count. */
const MAX_CLOCK_ERROR_MS = 60_000;

/** The record has the reason twice. */
const MAX_REASON_LENGTH = 1_000;

/** What a delivery's headers say. */
export interface RelayDelivery {
  readonly relay: NonNullable<Received['relay']>;
  /** Time of receipt by the relay, if it counts. */
  readonly receivedAt?: string | undefined;
  readonly recordedAt?: string | undefined;
  /** Time between the receipt by the relay and by this receiver. */
  readonly ageMs?: number | undefined;
  readonly isClockWrong: boolean;
}

const Id = BatchLine.entries.id;
const Sequence = v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), BatchLine.entries.sequence);
const Time = v.pipe(
  BatchLine.entries.receivedAt,
  v.check((time) => !Number.isNaN(Date.parse(time))),
);
const Verdict = v.pipe(v.string(), v.parseJson(), RelayVerdict);

/**
 * Reads the headers of a relay. The caller must be an authenticated relay. Invalid headers are ignored, with a reason.
 *
 * @param nowMs time of receipt here, in milliseconds since 1970
 * @returns undefined for a request without an ID
 */
export function relayDeliveryOf(request: WithHeaders, nowMs: number): RelayDelivery | undefined {
  const invalid: string[] = [];
  const read = <T>(name: keyof typeof RELAY_HEADERS, schema: v.GenericSchema<unknown, T>): T | undefined => {
    const value = header(request, RELAY_HEADERS[name]);
    if (value === undefined) return undefined;
    const result = v.safeParse(schema, value);
    if (!result.success) invalid.push(RELAY_HEADERS[name]);
    return result.success ? result.output : undefined;
  };
  if (header(request, RELAY_HEADERS.id) === undefined) return undefined;
  const id = read('id', Id);
  // Without an identity, nothing recognises the next delivery, and other headers could not be trusted to belong to the request.
  if (id === undefined) return { relay: { ignored: ignoredText(invalid) }, isClockWrong: false };
  const [sequence, verdict] = [read('sequence', Sequence), read('verdict', Verdict)];
  const [receivedAt, sentAt] = [read('receivedAt', Time), read('sentAt', Time)];
  const receivedMs = receivedAt === undefined ? undefined : Date.parse(receivedAt);
  const isClockWrong = sentAt !== undefined && Math.abs(Date.parse(sentAt) - nowMs) > MAX_CLOCK_ERROR_MS;
  const counts = receivedMs !== undefined && !isClockWrong && receivedMs <= nowMs;
  // A wrong clock still measures how long the relay has kept the request.
  const sentMs = isClockWrong ? Date.parse(sentAt) : nowMs;
  return {
    relay: {
      id: id.toLowerCase(),
      sequence,
      verdict: verdict && { ...verdict, reason: verdict.reason.slice(0, MAX_REASON_LENGTH).toWellFormed() },
      ...(!counts && { receivedAt }),
      ignored: invalid.length > 0 ? ignoredText(invalid) : undefined,
    },
    ...(counts && { receivedAt: withMicroseconds(receivedAt as string) }),
    ...(counts && nowMs - receivedMs >= LATE_MS && { recordedAt: new Date(nowMs).toISOString() }),
    ...(receivedMs !== undefined && { ageMs: Math.max(0, sentMs - receivedMs) }),
    isClockWrong,
  };
}

function ignoredText(names: readonly string[]): string {
  return `${names.join(', ')}: not valid`;
}

function withMicroseconds(time: string): string {
  return `${time.slice(0, -1).padEnd('YYYY-MM-DDThh:mm:ss.ssssss'.length, '0')}Z`;
}

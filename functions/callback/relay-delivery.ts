import { RELAY_HEADERS } from '../openim/relay-headers.ts';
import type { OtherServer, Relayed, RelayVerdict } from '../record/relayed.ts';

/** Difference of clocks from which a relay's times do not count. */
const MAX_CLOCK_ERROR_MS = 60_000;

/** Time for which a relay may keep a callback. A longer one is that of a clock which was wrong at the receipt, and was set since. */
const MAX_AGE_MS = 366 * 24 * 60 * 60 * 1_000;

/** A relay sends 4,096 bytes at most. */
const MAX_OTHERS_LENGTH = 8_192;

/** The record has the reason twice. */
const MAX_REASON_LENGTH = 1_000;

/** Names of parts of a request. */
const LEFT_OUT = /^(?!.{101})[a-z-]+(, [a-z-]+)*$/;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/;

/** Returns a value of JSON as a table stores it, and what of it cannot be stored. */
type ToStorable = (value: unknown) => { readonly value: unknown; readonly issues: readonly string[] };

/** Headers of a delivery. */
export interface RelayDelivery {
  readonly relay: Relayed;
  /** Time of receipt by the relay, if it counts. */
  readonly receivedAt?: string | undefined;
  /** Time between the receipts by the relay and by the receiver, if it is known. */
  readonly ageMs?: number | undefined;
  readonly isClockWrong: boolean;
}

/**
 * Reads the headers of an authenticated relay, which `relay-protocol.ts` describes. Invalid ones are ignored, with a reason.
 *
 * Imports next to nothing. A bundle has this file in a chunk of its own, which callbacks without a relay do not load. Shared imports
 * would become a third chunk.
 *
 * @param header returns the value of a header, whose name is in lower case
 * @param nowMs time of receipt here, in milliseconds since 1970
 * @param toStorable finds what a table cannot store, so that no answer of another server keeps a callback from being recorded
 * @returns undefined for a request without an ID
 */
export function relayDeliveryOf(
  header: (name: string) => string | undefined,
  nowMs: number,
  toStorable: ToStorable,
): RelayDelivery | undefined {
  const invalid: string[] = [];
  const read = <T>(name: string, parse: (value: string) => T | undefined): T | undefined => {
    const value = header(name);
    const parsed = value === undefined ? undefined : parse(value);
    if (value !== undefined && parsed === undefined) invalid.push(name);
    return parsed;
  };
  const ignored = () => (invalid.length > 0 ? { ignored: `${invalid.join(', ')}: not valid` } : {});
  const id = read(RELAY_HEADERS.id, (value) => (UUID.test(value) ? value.toLowerCase() : undefined));
  // Without an identity, nothing recognises the next delivery.
  if (id === undefined) return invalid.length > 0 ? { relay: ignored(), isClockWrong: false } : undefined;
  const sequence = read(RELAY_HEADERS.sequence, sequenceIn);
  const verdict = read(RELAY_HEADERS.verdict, verdictIn);
  const others = read(RELAY_HEADERS.others, (value) => othersIn(value, toStorable));
  const leftOut = read(RELAY_HEADERS.leftOut, (value) => (LEFT_OUT.test(value) ? value : undefined));
  const receivedAt = read(RELAY_HEADERS.receivedAt, timeIn);
  const sentAt = read(RELAY_HEADERS.sentAt, timeIn);
  const receivedMs = receivedAt === undefined ? undefined : Date.parse(receivedAt);
  const sentMs = sentAt === undefined ? nowMs : Date.parse(sentAt);
  const isWrongNow = Math.abs(sentMs - nowMs) > MAX_CLOCK_ERROR_MS;
  // A wrong clock still measures how long the relay has kept the callback, unless it was set in the meantime.
  const keptMs = receivedMs === undefined ? undefined : (isWrongNow ? sentMs : nowMs) - receivedMs;
  const wasSet = keptMs !== undefined && (keptMs < -MAX_CLOCK_ERROR_MS || keptMs > MAX_AGE_MS);
  const isClockWrong = isWrongNow || wasSet;
  const counts = keptMs !== undefined && keptMs >= 0 && !isClockWrong;
  return {
    relay: {
      id,
      ...(sequence !== undefined && { sequence }),
      ...(!counts && receivedAt !== undefined && { receivedAt }),
      ...(verdict && { verdict }),
      ...(others && { others }),
      ...(leftOut !== undefined && { leftOut }),
      ...ignored(),
    },
    ...(counts && { receivedAt }),
    ...(keptMs !== undefined && !wasSet && { ageMs: Math.max(0, keptMs) }),
    isClockWrong,
  };
}

function sequenceIn(value: string): number | undefined {
  const sequence = Number(value);
  return /^\d+$/.test(value) && Number.isSafeInteger(sequence) && sequence > 0 ? sequence : undefined;
}

/** Returns a time with six digits of a second. */
function timeIn(value: string): string | undefined {
  if (!TIME.test(value) || Number.isNaN(Date.parse(value))) return undefined;
  return `${value.slice(0, -1).padEnd('YYYY-MM-DDThh:mm:ss.ssssss'.length, '0')}Z`;
}

function verdictIn(value: string): RelayVerdict | undefined {
  const { verdict, errCode, reason } = Object(parsed(value));
  if ((verdict !== 'refuse' && verdict !== 'allow') || !Number.isSafeInteger(errCode) || typeof reason !== 'string')
    return undefined;
  return { verdict, errCode, reason: reason.slice(0, MAX_REASON_LENGTH).toWellFormed() };
}

/** @returns servers with the fields that are known, each of its type */
function othersIn(value: string, toStorable: ToStorable): OtherServer[] | undefined {
  const { value: list, issues } = toStorable(value.length <= MAX_OTHERS_LENGTH ? parsed(value) : undefined);
  if (issues.length > 0 || !Array.isArray(list) || !list.every((other) => typeof Object(other).name === 'string'))
    return undefined;
  return list.map(({ name, answer, error, replaced, isShortened }) => ({
    name,
    ...(isObject(answer) && { answer }),
    ...(typeof error === 'string' && { error }),
    ...(isObject(replaced) && { replaced }),
    ...(isShortened === true && { isShortened }),
  }));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

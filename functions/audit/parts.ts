import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { digestOf, pack } from './pack.ts';

/**
 * Maximum body of a record that is stored in one item. DynamoDB limits an item to 400 kB. The event is about as large as
 * the body, so that both fit in any encoding.
 */
const MAX_UNSPLIT_BODY_BYTES = 128 * 1_024;

/** Leaves room for the keys of the part in an item of 400 kB. */
const MAX_PART_BYTES = 380 * 1_024;

/** One part of the compressed event and body of a large record. */
export interface ItemPart {
  readonly eventID: string;
  readonly partOf: string;
  readonly bytes: Uint8Array;
  /** Hash of all parts of the same write, joined. Parts of older versions have none. */
  readonly digest?: string;
  readonly expiresAt?: number;
}

/** A record whose `event` and body are stored in parts. `parts` is their number. */
export interface Head extends Omit<AuditRecord, 'event' | 'body' | 'bodyBytes'> {
  readonly parts: number;
  /** Hash of the joined parts, because versions of zstd pack a record differently. Heads of older versions have none. */
  readonly digest?: string;
}

/** Exceeds the parts of the largest body by far. An item with a higher number is damaged. */
const MAX_PARTS = 100;

/** Distinguishes a head from a record that is stored in one item. */
export function isHead(item: object): item is Head {
  return 'parts' in item;
}

/**
 * Returns the eventIDs of a record's parts. They include the requestID, so that repeats do not overwrite them.
 *
 * Those of a relay's request include the digest in its place, so that all its deliveries put the same items.
 */
export function partIDs({ eventID, requestID, repeatOf, parts, relay, digest }: Head): string[] {
  const content = relay?.id === undefined ? undefined : digest;
  const owner = repeatOf === undefined ? repeatID(eventID, content ?? requestID) : eventID;
  const length = Number.isInteger(parts) && parts > 0 && parts <= MAX_PARTS ? parts : 0;
  return Array.from({ length }, (_, index) => `${owner}#part${index + 1}`);
}

/**
 * Splits a record into the items to write: the record itself, or a head and compressed parts.
 *
 * Write the head last. Until then, readers do not see the record, because only the head is in the indexes.
 */
export function split(record: AuditRecord): { head: AuditRecord | Head; parts: ItemPart[] } {
  const size = record.bodyBytes?.length ?? Buffer.byteLength(record.body ?? '');
  if (size <= MAX_UNSPLIT_BODY_BYTES) return { head: record, parts: [] };
  const { event, body, bodyBytes, ...rest } = record;
  const packed = pack({ event, body, bodyBytes });
  const digest = digestOf(packed);
  const head: Head = { ...rest, parts: Math.ceil(packed.length / MAX_PART_BYTES), digest };
  const parts = partIDs(head).map((eventID, index) => ({
    eventID,
    partOf: record.eventID,
    bytes: packed.subarray(index * MAX_PART_BYTES, (index + 1) * MAX_PART_BYTES),
    digest,
    ...(record.expiresAt !== undefined && { expiresAt: record.expiresAt }),
  }));
  return { head, parts };
}

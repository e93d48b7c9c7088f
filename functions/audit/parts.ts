import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { pack } from './pack.ts';

/**
 * DynamoDB takes 400 kB an item. The event holds little that the body doesn't, so that a record whose body is this short
 * fits whole, however its characters and numbers are stored. Bytes.
 */
const MAX_UNSPLIT_BODY_BYTES = 128 * 1_024;

/** Bytes of one part, which leaves room for its keys. */
const MAX_PART_BYTES = 380 * 1_024;

/** One piece of what a record's own item has no room for. */
export interface ItemPart {
  readonly eventID: string;
  readonly partOf: string;
  readonly bytes: Uint8Array;
  readonly expiresAt?: number;
}

/** A record whose `event` and body are kept in parts of their own. */
export interface Head extends Omit<AuditRecord, 'event' | 'body' | 'bodyBytes'> {
  readonly parts: number;
}

/** Far more parts than the largest body takes. An item that names more was not written by the receiver. */
const MAX_PARTS = 100;

/** Tells a head from a record that is stored in one item. */
export function isHead(item: object): item is Head {
  return 'parts' in item;
}

/** The eventIDs of a record's parts. They are the request's own, so that no repeat can change them. */
export function partIDs({ eventID, requestID, repeatOf, parts }: Head): string[] {
  const owner = repeatOf === undefined ? repeatID(eventID, requestID) : eventID;
  const length = Number.isInteger(parts) && parts > 0 && parts <= MAX_PARTS ? parts : 0;
  return Array.from({ length }, (_, index) => `${owner}#part${index + 1}`);
}

/**
 * A record as the items that DynamoDB takes: itself when it is small, else a head and the compressed parts of its event
 * and body. The head says how many parts there are, so whoever writes it last shows the record whole or not at all.
 */
export function split(record: AuditRecord): { head: AuditRecord | Head; parts: ItemPart[] } {
  const size = record.bodyBytes?.length ?? Buffer.byteLength(record.body ?? '');
  if (size <= MAX_UNSPLIT_BODY_BYTES) return { head: record, parts: [] };
  const { event, body, bodyBytes, ...rest } = record;
  const packed = pack({ event, body, bodyBytes });
  const head: Head = { ...rest, parts: Math.ceil(packed.length / MAX_PART_BYTES) };
  const parts = partIDs(head).map((eventID, index) => ({
    eventID,
    partOf: record.eventID,
    bytes: packed.subarray(index * MAX_PART_BYTES, (index + 1) * MAX_PART_BYTES),
    ...(record.expiresAt !== undefined && { expiresAt: record.expiresAt }),
  }));
  return { head, parts };
}

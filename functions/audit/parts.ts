import { hash } from 'node:crypto';
import type { AuditRecord } from '../record/record.ts';

/** One part of the packed event and body of a large record. */
export interface ItemPart {
  readonly eventID: string;
  readonly partOf: string;
  readonly bytes: Uint8Array;
  /** Hash of all parts of the same write, joined. Parts of older versions have none. */
  readonly digest?: string;
  readonly expiresAt?: number;
}

/** An item of a record whose `event` and body are packed: in the item itself, or in further items. */
export interface Head extends Omit<AuditRecord, 'event' | 'body' | 'bodyBytes'> {
  /** Event and body in the form of `pack`. */
  readonly packed?: Uint8Array;
  /** Number of the parts of `packed`, if it does not fit into the item. */
  readonly parts?: number;
  /** Hash of the joined parts, because versions of zstd pack a record differently. Heads of older versions have none. */
  readonly digest?: string;
}

/** Exceeds the parts of the largest body by far. An item with a higher number is damaged. */
const MAX_PARTS = 100;

/** Distinguishes a head from a record that is stored as it is. */
export function isHead(item: object): item is Head {
  return 'parts' in item || 'packed' in item;
}

/**
 * Returns the eventIDs of a record's parts. They include the requestID, so that repeats do not overwrite them.
 *
 * Those of a relay's request include the digest in its place, so that all its deliveries put the same items.
 */
export function partIDs({ eventID, requestID, repeatOf, parts = 0, relay, digest }: Head): string[] {
  const content = relay?.id === undefined ? undefined : digest;
  const owner = repeatOf === undefined ? `${eventID}#${content ?? requestID}` : eventID;
  const length = Number.isInteger(parts) && parts > 0 && parts <= MAX_PARTS ? parts : 0;
  return Array.from({ length }, (_, index) => `${owner}#part${index + 1}`);
}

/** Returns a short hash of joined parts. */
export function digestOf(packed: Uint8Array): string {
  return hash('sha256', packed).slice(0, 16);
}

import { createHash } from 'node:crypto';

/**
 * A day is written to by everyone, and one key of an index takes 1,000 writes a second, so that a day has several.
 * Source: Amazon DynamoDB Developer Guide, "Designing partition keys to distribute your workload".
 */
const SHARDS_PER_DAY = 10;

/** The keys of a day (`YYYY-MM-DD`) in the index byDay. */
export function shardsOfDay(day: string): string[] {
  return Array.from({ length: SHARDS_PER_DAY }, (_, shard) => `${day}#${shard}`);
}

/** The key of an item in the index byDay: the day of its receipt, and a shard that follows from its eventID. */
export function dayShard(receivedAt: string, eventID: string): string {
  // Hashed, because the eventIDs of repeats begin alike.
  const hash = createHash('sha256').update(eventID).digest().readUInt32BE();
  return `${receivedAt.slice(0, 10)}#${hash % SHARDS_PER_DAY}`;
}

/** DynamoDB takes 2,048 bytes of a partition key. Source: the same guide, "Quotas", partition key length. */
const MAX_INDEX_KEY_BYTES = 2_048;

/** An identifier as an index can hold it: cut to what a key takes. The empty one, which no key can be, is undefined. */
export function toIndexKey(id: string | undefined): string | undefined {
  if (!id) return undefined;
  const wellFormed = id.toWellFormed();
  if (Buffer.byteLength(wellFormed) <= MAX_INDEX_KEY_BYTES) return wellFormed;
  // A character that the cut splits decodes to U+FFFD at the end, which is dropped.
  return Buffer.from(wellFormed)
    .subarray(0, MAX_INDEX_KEY_BYTES)
    .toString()
    .replace(/\uFFFD$/, '');
}

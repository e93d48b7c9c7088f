import { hash } from 'node:crypto';

/**
 * Number of keys for one day, because all callbacks share the day and one key accepts 1,000 writes a second.
 * Source: Amazon DynamoDB Developer Guide, "Designing partition keys to distribute your workload".
 */
const SHARDS_PER_DAY = 10;

/** Returns the byDay keys of a day (`YYYY-MM-DD`). */
export function shardsOfDay(day: string): string[] {
  return Array.from({ length: SHARDS_PER_DAY }, (_, shard) => `${day}#${shard}`);
}

/** Returns the byDay key of a day's tests. No list reads it unless asked to. */
export function testsOfDay(day: string): string {
  return `${day}#tests`;
}

/** Returns the byDay key of marks of what was recorded on a day, long after its receipt. No list reads it. */
export function lateOfDay(day: string): string {
  return `${day}#late`;
}

/** Returns the byDay key of an item: the day of receipt, and a shard derived from the eventID. */
export function dayShard(receivedAt: string, eventID: string): string {
  // Hashed, because the eventIDs of repeats have a common prefix.
  const number = hash('sha256', eventID, 'buffer').readUInt32BE();
  return `${receivedAt.slice(0, 10)}#${number % SHARDS_PER_DAY}`;
}

/** Source: the same guide, "Quotas", partition key length. */
const MAX_INDEX_KEY_BYTES = 2_048;

/** Returns an identifier truncated to the limit of an index key, or undefined for an empty one. */
export function toIndexKey(id: string | undefined): string | undefined {
  if (!id) return undefined;
  const wellFormed = id.toWellFormed();
  if (Buffer.byteLength(wellFormed) <= MAX_INDEX_KEY_BYTES) return wellFormed;
  // A character that was cut in half decodes to U+FFFD.
  return Buffer.from(wellFormed)
    .subarray(0, MAX_INDEX_KEY_BYTES)
    .toString()
    .replace(/\uFFFD$/, '');
}

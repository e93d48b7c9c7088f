import { randomUUID } from 'node:crypto';

/** Returns a UUIDv7, which sorts by time, from the random digits of a UUIDv4. Source: RFC 9562, section 5.7. */
export function newId(epochMs: number): string {
  const time = epochMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

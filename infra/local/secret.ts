import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Returns 256 random bits in hexadecimal. */
export function newSecret(): string {
  return randomBytes(32).toString('hex');
}

/** Compares in constant time. */
export function isSameSecret(secret: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(secret), digest(other));
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, in hexadecimal: too many to guess. */
export function newSecret(): string {
  return randomBytes(32).toString('hex');
}

/** Compares in a time that tells nothing of where the two differ. */
export function isSameSecret(secret: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(secret), digest(other));
}

import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether an `Authorization` header carries one of the tokens whose SHA-256 hashes are given: HTTP Basic, any user name,
 * the token as the password. With no hash at all, everyone may call (the settings make sure that this was asked for).
 *
 * Each hash is compared in constant time, also after one has matched.
 */
export function isAuthentic(authorization: string | undefined, tokenHashes: readonly Buffer[]): boolean {
  if (tokenHashes.length === 0) return true;
  const credentials = /^Basic +([A-Za-z0-9+/_=-]+) *$/i.exec(authorization ?? '')?.[1];
  if (credentials === undefined) return false;
  const [, token] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  if (!token) return false;
  const hash = createHash('sha256').update(token).digest();
  return tokenHashes.filter((known) => timingSafeEqual(known, hash)).length > 0;
}

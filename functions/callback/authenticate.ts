import { createHash, timingSafeEqual } from 'node:crypto';
import type { Settings } from './function-settings.ts';
import type { Step } from './pipeline-event.ts';
import { header, type WithHeaders } from './receive.ts';
import { type AuthenticationProblem, NotAuthenticated } from './rejection.ts';

/** Headers that browsers add to the requests of web pages. OpenIM sends neither. */
const BROWSER_HEADERS = ['origin', 'sec-fetch-site'];

/** Ends the pipeline for a request that is refused by its headers alone. */
export function authenticate({ tokenHashes }: Settings): Step {
  return ({ event }) => {
    const problem = authenticationProblem(event.request, tokenHashes);
    if (problem) throw new NotAuthenticated(problem);
  };
}

/**
 * Returns why a request is refused by its headers alone, or undefined for a caller that may go on.
 *
 * A web page is refused with a valid token, too, because browsers send stored credentials with its requests.
 */
export function authenticationProblem(
  request: WithHeaders,
  tokenHashes: readonly Buffer[],
): AuthenticationProblem | undefined {
  if (BROWSER_HEADERS.some((name) => header(request, name) !== undefined)) return 'forbiddenOrigin';
  return isAuthentic(header(request, 'authorization'), tokenHashes) ? undefined : 'notAuthenticated';
}

/**
 * Whether an `Authorization` header carries one of the tokens whose SHA-256 hashes are given: HTTP Basic, any user name,
 * the token as the password. With no hash at all, everyone may call (the settings make sure that this was asked for).
 *
 * Each hash is compared in constant time, also after one has matched.
 */
function isAuthentic(authorization: string | undefined, tokenHashes: readonly Buffer[]): boolean {
  if (tokenHashes.length === 0) return true;
  const credentials = /^Basic +([A-Za-z0-9+/_=-]+) *$/i.exec(authorization ?? '')?.[1];
  if (credentials === undefined) return false;
  const [, token] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  if (!token) return false;
  const hash = createHash('sha256').update(token).digest();
  return tokenHashes.filter((known) => timingSafeEqual(known, hash)).length > 0;
}

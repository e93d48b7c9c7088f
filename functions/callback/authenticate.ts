import { hash, timingSafeEqual } from 'node:crypto';
import { RELAY_USER } from '../openim/relay-identity.ts';
import type { Settings } from './function-settings.ts';
import type { Step } from './pipeline-event.ts';
import { header, type WithHeaders } from './receive.ts';
import { type AuthenticationProblem, NotAuthenticated } from './rejection.ts';

/** Headers that browsers add to requests of web pages. OpenIM does not send them. */
const BROWSER_HEADERS = ['origin', 'sec-fetch-site'];

/** SHA-256 hashes of the valid tokens. Without any, every caller is accepted. */
export interface Tokens {
  readonly tokenHashes: readonly Buffer[];
  /** Those of relays. If there are any, no other token is valid with the user name of a relay, and they are with no other name. */
  readonly relayTokenHashes?: readonly Buffer[];
}

/** Tells whether every caller is accepted, which the settings permit only with `ALLOW_UNAUTHENTICATED`. */
export function acceptsEveryone({ tokenHashes, relayTokenHashes = [] }: Tokens): boolean {
  return tokenHashes.length + relayTokenHashes.length === 0;
}

/** Rejects unauthenticated requests. */
export function authenticate(settings: Settings): Step {
  return ({ event }) => {
    const problem = authenticationProblem(event.request, settings);
    if (problem) throw new NotAuthenticated(problem);
  };
}

/**
 * Returns why the headers do not authenticate a request, or undefined when they do.
 *
 * Requests of web pages are rejected even with a valid token, because browsers add stored credentials to them.
 */
export function authenticationProblem(request: WithHeaders, tokens: Tokens): AuthenticationProblem | undefined {
  if (BROWSER_HEADERS.some((name) => header(request, name) !== undefined)) return 'forbiddenOrigin';
  return isAuthentic(header(request, 'authorization'), tokens) ? undefined : 'notAuthenticated';
}

/**
 * Tells whether an authenticated caller is a relay. Without tokens everyone is authenticated, and nobody is a relay.
 */
export function isRelay(request: WithHeaders, tokens: Tokens): boolean {
  return !acceptsEveryone(tokens) && credentialsOf(header(request, 'authorization'))?.[1] === RELAY_USER;
}

/**
 * Tells whether an HTTP Basic header carries a valid token as its password. The user name says whether it must be a relay's, and is
 * ignored otherwise.
 *
 * Every hash is compared in constant time, even after a match.
 */
function isAuthentic(authorization: string | undefined, tokens: Tokens): boolean {
  if (acceptsEveryone(tokens)) return true;
  const { tokenHashes, relayTokenHashes = [] } = tokens;
  const [, user, token] = credentialsOf(authorization) ?? [];
  if (!token) return false;
  const tokenHash = hash('sha256', token, 'buffer');
  const valid = user === RELAY_USER && relayTokenHashes.length > 0 ? relayTokenHashes : tokenHashes;
  return valid.filter((known) => timingSafeEqual(known, tokenHash)).length > 0;
}

/** Returns user name and password of an HTTP Basic header as the groups of a match. */
function credentialsOf(authorization = ''): RegExpExecArray | undefined {
  const [, credentials] = /^Basic +([A-Za-z0-9+/_=-]+) *$/i.exec(authorization) ?? [];
  if (credentials === undefined) return undefined;
  return /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? undefined;
}

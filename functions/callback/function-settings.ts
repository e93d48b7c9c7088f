import * as v from 'valibot';
import { TokenHashes } from './token-hashes.ts';

const hashList = v.pipe(
  v.optional(v.string(), ''),
  v.transform((list) => list.split(',').filter((hash) => hash.trim() !== '')),
  TokenHashes,
);

const flag = (unset: 'true' | 'false') => v.optional(v.picklist(['true', 'false'], 'must be true or false'), unset);

const Settings = v.pipe(
  v.object(
    {
      AUDIT_TABLE_NAME: v.pipe(v.string('is missing'), v.minLength(1, 'is empty')),
      /** Set for functions that judge. Without it every change is allowed. */
      POLICY_TABLE_NAME: v.optional(v.pipe(v.string(), v.minLength(1, 'is empty'))),
      /** Queue for records that the table does not store. Without it they go to the log. */
      FALLBACK_QUEUE_URL: v.optional(
        v.pipe(
          v.string(),
          v.check((url) => URL.canParse(url), 'must be the URL of a queue'),
        ),
      ),
      /** SHA-256 hashes of the valid tokens: one, or two while a token is being rotated. */
      WEBHOOK_TOKEN_HASHES: hashList,
      /** The same of relays. Without it every valid token may be a relay's. */
      WEBHOOK_RELAY_TOKEN_HASHES: hashList,
      /** `true` accepts callers without a token, for a receiver that only this machine can reach. */
      ALLOW_UNAUTHENTICATED: flag('false'),
      /** `false` refuses callbacks that are not in the catalogue. */
      RECORD_OTHER_CALLBACKS: flag('true'),
      /** Parts to record of a callback with a chat message: nothing, all but the message, or all. */
      RECORD_MESSAGES: v.optional(
        v.picklist(['none', 'envelope', 'whole'], 'must be none, envelope or whole'),
        'envelope',
      ),
      /** Answer to a before callback when the receiver fails. */
      FAILURE_VERDICT: v.optional(v.picklist(['refuse', 'allow'], 'must be refuse or allow'), 'refuse'),
      /** Without it records are kept forever. */
      RETENTION_DAYS: v.optional(
        v.pipe(v.string(), v.regex(/^[1-9]\d{0,4}$/, 'must be a whole number of days'), v.transform(Number)),
      ),
    },
    'is missing',
  ),
  v.forward(
    v.check(
      ({ WEBHOOK_TOKEN_HASHES: hashes, WEBHOOK_RELAY_TOKEN_HASHES: ofRelays, ALLOW_UNAUTHENTICATED: open }) =>
        hashes.length + ofRelays.length > 0 || open === 'true',
      'is empty. Set it to the hash of a token, or set ALLOW_UNAUTHENTICATED=true',
    ),
    ['WEBHOOK_TOKEN_HASHES'],
  ),
  v.forward(
    v.check(
      ({ WEBHOOK_TOKEN_HASHES: hashes, WEBHOOK_RELAY_TOKEN_HASHES: ofRelays }) =>
        !ofRelays.some((hash) => hashes.includes(hash)),
      'has a hash of WEBHOOK_TOKEN_HASHES. Make a token for the relay alone with `npm run token`',
    ),
    ['WEBHOOK_RELAY_TOKEN_HASHES'],
  ),
  v.transform((env) => ({
    auditTableName: env.AUDIT_TABLE_NAME,
    policyTableName: env.POLICY_TABLE_NAME,
    fallbackQueueURL: env.FALLBACK_QUEUE_URL,
    tokenHashes: env.WEBHOOK_TOKEN_HASHES.map((hash) => Buffer.from(hash, 'hex')),
    relayTokenHashes: env.WEBHOOK_RELAY_TOKEN_HASHES.map((hash) => Buffer.from(hash, 'hex')),
    failureVerdict: env.FAILURE_VERDICT,
    recordsOtherCallbacks: env.RECORD_OTHER_CALLBACKS === 'true',
    recordMessages: env.RECORD_MESSAGES,
    retentionDays: env.RETENTION_DAYS,
  })),
);

export type Settings = v.InferOutput<typeof Settings>;

/** Environment variables of a function. */
export type SettingsEnvironment = v.InferInput<typeof Settings>;

/** @throws {Error} naming each invalid variable */
export function parseSettings(env: Record<string, string | undefined>): Settings {
  const result = v.safeParse(Settings, env);
  if (result.success) return result.output;
  throw new Error(result.issues.map((issue) => `${issue.path?.[0]?.key} ${issue.message}.`).join(' '));
}

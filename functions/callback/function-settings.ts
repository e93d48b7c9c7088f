import * as v from 'valibot';
import { TokenHashes } from './token-hashes.ts';

const flag = (unset: 'true' | 'false') => v.optional(v.picklist(['true', 'false'], 'must be true or false'), unset);

const Settings = v.pipe(
  v.object(
    {
      /** Name of the audit table. */
      AUDIT_TABLE_NAME: v.pipe(v.string('is missing'), v.nonEmpty('is empty')),
      /** Name of the policy table, for functions that judge; without it, everything is allowed. */
      POLICY_TABLE_NAME: v.optional(v.pipe(v.string(), v.nonEmpty('is empty'))),
      /** Where records go that the table does not take; without it, to the log. */
      FALLBACK_QUEUE_URL: v.optional(
        v.pipe(
          v.string(),
          v.check((url) => URL.canParse(url), 'must be the URL of a queue'),
        ),
      ),
      /** SHA-256 hashes of the tokens that callers may use, two at a time while a token is being changed. */
      WEBHOOK_TOKEN_HASHES: v.pipe(
        v.optional(v.string(), ''),
        v.transform((list) => list.split(',').filter((hash) => hash.trim() !== '')),
        TokenHashes,
      ),
      /** `true` takes callbacks from anyone when there is no hash: for a receiver that only this machine can reach. */
      ALLOW_UNAUTHENTICATED: flag('false'),
      /** Whether callbacks are taken that are not in the catalogue. */
      RECORD_OTHER_CALLBACKS: flag('true'),
      /** What is recorded of a callback that carries a chat message: nothing, all but the message, or all. */
      RECORD_MESSAGES: v.optional(
        v.picklist(['none', 'envelope', 'whole'], 'must be none, envelope or whole'),
        'envelope',
      ),
      /** What a before callback answers when we fail. */
      FAILURE_VERDICT: v.optional(v.picklist(['refuse', 'allow'], 'must be refuse or allow'), 'refuse'),
      /** Days that records are kept; for ever without it. */
      RETENTION_DAYS: v.optional(
        v.pipe(v.string(), v.regex(/^[1-9]\d{0,4}$/, 'must be a whole number of days'), v.transform(Number)),
      ),
    },
    'is missing',
  ),
  v.forward(
    v.check(
      ({ WEBHOOK_TOKEN_HASHES: hashes, ALLOW_UNAUTHENTICATED: open }) => hashes.length > 0 || open === 'true',
      'is empty, so nobody could call: set it, or ALLOW_UNAUTHENTICATED=true',
    ),
    ['WEBHOOK_TOKEN_HASHES'],
  ),
  v.transform((env) => ({
    auditTableName: env.AUDIT_TABLE_NAME,
    policyTableName: env.POLICY_TABLE_NAME,
    fallbackQueueURL: env.FALLBACK_QUEUE_URL,
    tokenHashes: env.WEBHOOK_TOKEN_HASHES.map((hash) => Buffer.from(hash, 'hex')),
    failureVerdict: env.FAILURE_VERDICT,
    recordsOtherCallbacks: env.RECORD_OTHER_CALLBACKS === 'true',
    recordMessages: env.RECORD_MESSAGES,
    retentionDays: env.RETENTION_DAYS,
  })),
);

export type Settings = v.InferOutput<typeof Settings>;

/** The environment that a function is given. */
export type SettingsEnvironment = v.InferInput<typeof Settings>;

/** @throws {Error} with a sentence for each variable that is wrong, by its name */
export function parseSettings(env: Record<string, string | undefined>): Settings {
  const result = v.safeParse(Settings, env);
  if (result.success) return result.output;
  throw new Error(result.issues.map((issue) => `${issue.path?.[0]?.key} ${issue.message}`).join('; '));
}

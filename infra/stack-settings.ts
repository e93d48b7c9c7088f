import * as v from 'valibot';
import { TokenHashes } from '../functions/callback/token-hashes.ts';
import { isCidr } from './cidr.ts';

const flag = (fallback: boolean) =>
  v.pipe(
    v.optional(v.union([v.boolean(), v.picklist(['true', 'false'])], 'must be true or false'), fallback),
    v.transform((value) => value === true || value === 'true'),
  );

const wholeNumber = (min: number, max: number, quantity = 'a whole number ') =>
  v.pipe(
    v.union([v.number(), v.string()]),
    v.transform((value) => (value === '' ? Number.NaN : Number(value))),
    v.check(
      (value) => Number.isInteger(value) && value >= min && value <= max,
      `must be ${quantity}from ${min} to ${max}`,
    ),
  );

const stringList = v.pipe(
  v.optional(v.union([v.string(), v.array(v.string())]), ''),
  v.transform((value) => (Array.isArray(value) ? value : value === '' ? [] : value.split(','))),
  v.transform((values) => values.map((value) => value.trim())),
);

const nonEmptyStrings = v.pipe(
  stringList,
  v.transform((values) => values.filter((value) => value !== '')),
);

/** The ARN of a role, not that of one of its sessions. */
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=.@/-]+$/;

const roles = v.pipe(
  nonEmptyStrings,
  v.everyItem((arn) => ROLE_ARN.test(arn), 'must be ARNs of IAM roles such as arn:aws:iam::123456789012:role/NAME'),
);

const unset = v.union([v.null(), v.undefined(), v.literal('')]);

const optionalNumber = (min: number, max: number, quantity: string) =>
  v.pipe(
    v.optional(v.union([unset, wholeNumber(min, max, quantity)], `must be ${quantity}from ${min} to ${max}`), null),
    v.transform((value) => (typeof value === 'number' ? value : undefined)),
  );

const tokenHashes = v.pipe(
  nonEmptyStrings,
  TokenHashes,
  v.maxLength(2, 'has more than two hashes. Use the current one and the next one'),
);

/** Settings from `cdk.json` or `-c name=value`. `docs/deploy.md` describes each. */
const StackSettings = v.pipe(
  v.strictObject({
    webhookTokenHashes: tokenHashes,
    webhookRelayTokenHashes: tokenHashes,
    allowUnauthenticated: flag(false),
    allowedCidrs: v.pipe(stringList, v.everyItem(isCidr, 'must be CIDR ranges such as 203.0.113.0/24')),
    otherCallbacks: flag(true),
    recordMessages: v.optional(
      v.picklist(['none', 'envelope', 'whole'], 'must be none, envelope or whole'),
      'envelope',
    ),
    failureVerdict: v.optional(v.picklist(['refuse', 'allow'], 'must be refuse or allow'), 'refuse'),
    operationIndex: flag(true),
    retentionDays: optionalNumber(1, 36_500, 'a number of days '),
    administratorRoles: roles,
    deploymentRoles: roles,
    eventBus: flag(true),
    // Slower, a slice of 2,000 entries would not be written within the timeout of the function.
    entriesPerSecond: v.optional(wholeNumber(100, 10_000), 1_000),
    alarmEmail: v.pipe(
      v.optional(
        v.union([unset, v.pipe(v.string(), v.email('must be an e-mail address'))], 'must be an e-mail address'),
        null,
      ),
      v.transform((address) => address || undefined),
    ),
    silentHours: optionalNumber(1, 168, 'a number of hours '),
    stageName: v.optional(
      v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/, 'must consist of 1 to 128 letters, digits, _ and -')),
      'prod',
    ),
    throttlingRate: v.optional(wholeNumber(1, 10_000), 500),
    throttlingBurst: v.optional(wholeNumber(1, 5_000), 1_000),
    memory: v.optional(wholeNumber(128, 10_240), 1_024),
    reservedConcurrency: optionalNumber(1, 10_000, 'a whole number '),
    accountCloudWatchRole: flag(true),
  }),
  v.forward(
    v.check(
      ({ webhookTokenHashes, webhookRelayTokenHashes, allowUnauthenticated }) =>
        webhookTokenHashes.length + webhookRelayTokenHashes.length > 0 || allowUnauthenticated,
      'is empty. Make a token with `npm run token` and deploy its hash, or set allowUnauthenticated=true',
    ),
    ['webhookTokenHashes'],
  ),
  v.forward(
    v.check(
      ({ webhookTokenHashes, webhookRelayTokenHashes }) =>
        !webhookRelayTokenHashes.some((hash) => webhookTokenHashes.includes(hash)),
      'has a hash of webhookTokenHashes. Make a token for the relay alone with `npm run token`',
    ),
    ['webhookRelayTokenHashes'],
  ),
);

export type StackSettings = v.InferOutput<typeof StackSettings>;

export const SETTING_NAMES = Object.keys(StackSettings.pipe[0].entries);

/** Placeholder while settings are invalid. No token has this hash. */
const UNMATCHABLE_HASH = '0'.repeat(64);

interface ReadSettings {
  /** Defaults if a setting is invalid, because `cdk destroy` needs a stack, too. */
  readonly settings: StackSettings;
  /** One sentence for each invalid setting. With errors the stack must not be deployed. */
  readonly errors: readonly string[];
}

/** @param context the CDK's context, which has keys of the CDK besides the settings */
export function readSettings(context: Record<string, unknown>): ReadSettings {
  const result = v.safeParse(StackSettings, Object.fromEntries(SETTING_NAMES.map((name) => [name, context[name]])));
  const invalid = (result.issues ?? []).map((issue) => `${v.getDotPath(issue)?.split('.')[0]} ${issue.message}.`);
  const errors = [...unknownNames(context), ...new Set(invalid)];
  if (result.success && errors.length === 0) return { settings: result.output, errors };
  return { settings: v.parse(StackSettings, { webhookTokenHashes: UNMATCHABLE_HASH }), errors };
}

/** Rejects misspelt settings, because the CDK ignores them. The CDK's own keys have hyphens, colons or slashes. */
function unknownNames(context: Record<string, unknown>): string[] {
  const names = Object.keys(context).filter((name) => /^\w+$/.test(name) && !SETTING_NAMES.includes(name));
  return names.map((name) => `Unknown setting ${name}. Use one of ${SETTING_NAMES.join(', ')}.`);
}

import * as v from 'valibot';
import { TokenHashes } from '../functions/callback/token-hashes.ts';
import { isCidr } from './cidr.ts';

const flag = (fallback: boolean) =>
  v.pipe(
    v.optional(v.union([v.boolean(), v.picklist(['true', 'false'])], 'must be true or false'), fallback),
    v.transform((value) => value === true || value === 'true'),
  );

const wholeNumber = (least: number, most: number, what = '') =>
  v.pipe(
    v.union([v.number(), v.string()]),
    v.transform((value) => (value === '' ? Number.NaN : Number(value))),
    v.check(
      (value) => Number.isInteger(value) && value >= least && value <= most,
      `must be ${what}from ${least} to ${most}`,
    ),
  );

const texts = v.pipe(
  v.optional(v.union([v.string(), v.array(v.string())]), ''),
  v.transform((value) => (Array.isArray(value) ? value : value === '' ? [] : value.split(','))),
  v.transform((values) => values.map((value) => value.trim())),
);

const list = v.pipe(
  texts,
  v.transform((values) => values.filter((value) => value !== '')),
);

const nothing = v.union([v.null(), v.undefined(), v.literal('')]);

const optionalNumber = (least: number, most: number, what: string) =>
  v.pipe(
    v.optional(v.union([nothing, wholeNumber(least, most, what)], `must be ${what}from ${least} to ${most}`), null),
    v.transform((value) => (typeof value === 'number' ? value : undefined)),
  );

/** Settings of an operator: in `cdk.json`, or with `-c name=value`. `docs/deploy.md` has a line for each. */
const StackSettings = v.pipe(
  v.strictObject({
    webhookTokenHashes: v.pipe(
      list,
      TokenHashes,
      v.maxLength(2, 'takes two hashes at most: the one in use and the next'),
    ),
    allowUnauthenticated: flag(false),
    allowedCidrs: v.pipe(texts, v.everyItem(isCidr, 'must be CIDR ranges such as 203.0.113.0/24')),
    otherCallbacks: flag(true),
    failureVerdict: v.optional(v.picklist(['refuse', 'allow'], 'must be refuse or allow'), 'refuse'),
    operationIndex: flag(true),
    retentionDays: optionalNumber(1, 36_500, 'a number of days '),
    alarmEmail: v.pipe(
      v.optional(
        v.union([nothing, v.pipe(v.string(), v.email('must be an e-mail address'))], 'must be an e-mail address'),
        null,
      ),
      v.transform((address) => address || undefined),
    ),
    silentHours: optionalNumber(1, 168, 'a number of hours '),
    stageName: v.optional(
      v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/, 'must be letters, digits, _ and -')),
      'prod',
    ),
    throttlingRate: v.optional(wholeNumber(1, 10_000), 500),
    throttlingBurst: v.optional(wholeNumber(1, 5_000), 1_000),
    memory: v.optional(wholeNumber(128, 10_240), 1_024),
    reservedConcurrency: optionalNumber(1, 10_000, 'a number '),
    accountCloudWatchRole: flag(true),
  }),
  v.forward(
    v.check(
      ({ webhookTokenHashes, allowUnauthenticated }) => webhookTokenHashes.length > 0 || allowUnauthenticated,
      'is empty. Make a token with `npm run token` and deploy its hash, or set allowUnauthenticated=true',
    ),
    ['webhookTokenHashes'],
  ),
);

export type StackSettings = v.InferOutput<typeof StackSettings>;

export const SETTING_NAMES = Object.keys(StackSettings.pipe[0].entries);

/** Stands in for hashes while settings are wrong. No token has this hash. */
const NOBODYS_HASH = '0'.repeat(64);

interface ReadSettings {
  /** The defaults, while a setting is wrong: a stack must have a shape to be destroyed. */
  readonly settings: StackSettings;
  /** A sentence for each setting that is wrong. Nothing may be deployed then. */
  readonly mistakes: readonly string[];
}

/** @param context the CDK's: settings, and names of its own */
export function readSettings(context: Record<string, unknown>): ReadSettings {
  const result = v.safeParse(StackSettings, Object.fromEntries(SETTING_NAMES.map((name) => [name, context[name]])));
  const wrong = (result.issues ?? []).map((issue) => `${v.getDotPath(issue)?.split('.')[0]} ${issue.message}.`);
  const mistakes = [...unknownNames(context), ...new Set(wrong)];
  if (result.success && mistakes.length === 0) return { settings: result.output, mistakes };
  return { settings: v.parse(StackSettings, { webhookTokenHashes: NOBODYS_HASH }), mistakes };
}

/** A misspelt setting would silently not be there. The CDK's own names have hyphens, colons or slashes. */
function unknownNames(context: Record<string, unknown>): string[] {
  const names = Object.keys(context).filter((name) => /^\w+$/.test(name) && !SETTING_NAMES.includes(name));
  return names.map((name) => `Unknown setting ${name}. Use one of ${SETTING_NAMES.join(', ')}.`);
}

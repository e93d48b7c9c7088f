import * as v from 'valibot';
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

const list = v.pipe(
  v.optional(v.union([v.string(), v.array(v.string())]), ''),
  v.transform((value) => (Array.isArray(value) ? value : value.split(','))),
  v.transform((values) => values.map((value) => value.trim()).filter((value) => value !== '')),
);

const nothing = v.union([v.null(), v.undefined(), v.literal('')]);

/** What an operator can set: in `cdk.json`, or with `-c name=value`. The README has a line for each. */
const StackSettings = v.pipe(
  v.strictObject({
    webhookTokenHashes: v.pipe(
      list,
      v.everyItem((hash) => /^[0-9a-f]{64}$/.test(hash), 'must be hashes as `npm run token` prints them'),
      v.maxLength(2, 'takes two hashes at most: the one in use and the next'),
    ),
    allowUnauthenticated: flag(false),
    allowedCidrs: v.pipe(list, v.everyItem(isCidr, 'must be CIDR ranges as 203.0.113.0/24')),
    otherCallbacks: flag(true),
    failureVerdict: v.optional(v.picklist(['refuse', 'allow'], 'must be refuse or allow'), 'refuse'),
    retentionDays: v.pipe(
      v.optional(
        v.union([nothing, wholeNumber(1, 36_500, 'a number of days ')], 'must be a number of days from 1 to 36500'),
        null,
      ),
      v.transform((days) => (typeof days === 'number' ? days : undefined)),
    ),
    alarmEmail: v.pipe(
      v.optional(
        v.union([nothing, v.pipe(v.string(), v.email('must be an e-mail address'))], 'must be an e-mail address'),
        null,
      ),
      v.transform((address) => address || undefined),
    ),
    stageName: v.optional(
      v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/, 'must be letters, digits, _ and -')),
      'prod',
    ),
    throttlingRate: v.optional(wholeNumber(1, 10_000), 500),
    throttlingBurst: v.optional(wholeNumber(1, 5_000), 1_000),
    memory: v.optional(wholeNumber(128, 10_240), 1_024),
    accountCloudWatchRole: flag(true),
  }),
  v.forward(
    v.check(
      ({ webhookTokenHashes, allowUnauthenticated }) => webhookTokenHashes.length > 0 || allowUnauthenticated,
      'is empty: make a token with `npm run token` and deploy its hash (or set allowUnauthenticated=true)',
    ),
    ['webhookTokenHashes'],
  ),
);

export type StackSettings = v.InferOutput<typeof StackSettings>;

export const SETTING_NAMES = Object.keys(StackSettings.pipe[0].entries);

/**
 * A name that is misspelt would be a setting that is silently not there. The CDK's own names have hyphens, colons or slashes.
 *
 * @throws {Error} with a sentence that names it
 */
export function refuseOthers(context: Record<string, unknown>): void {
  const other = Object.keys(context).find((name) => /^\w+$/.test(name) && !SETTING_NAMES.includes(name));
  if (other !== undefined) throw new Error(`There is no setting ${other}. There are ${SETTING_NAMES.join(', ')}.`);
}

/**
 * @param context the values of `SETTING_NAMES` in the CDK's context
 * @throws {Error} with a sentence for each value that is wrong, by its name
 */
export function parseStackSettings(context: Record<string, unknown>): StackSettings {
  const result = v.safeParse(StackSettings, context);
  if (result.success) return result.output;
  throw new Error(result.issues.map((issue) => `${issue.path?.[0]?.key} ${issue.message}.`).join(' '));
}

import * as v from 'valibot';
import { nearestOf } from './cli/nearest.ts';
import { quoted } from './cli/printable.ts';
import { accessSettings } from './settings/access-settings.ts';
import { addressSettings } from './settings/address-settings.ts';
import { combinationMistakes } from './settings/combined-settings.ts';
import { environmentSettings } from './settings/environment-settings.ts';
import { existingSettings } from './settings/existing-settings.ts';
import { operationSettings } from './settings/operation-settings.ts';
import { recordSettings } from './settings/record-settings.ts';

const Settings = v.strictObject({
  ...accessSettings,
  ...environmentSettings,
  ...recordSettings,
  ...operationSettings,
  ...existingSettings,
  ...addressSettings,
});

/** Settings from a file of an environment, or from `-c name=value`. `docs/deploy.md` describes each. */
export const StackSettings = v.pipe(
  Settings,
  v.forward(
    v.check(
      ({ webhookTokenHashes, webhookRelayTokenHashes, allowUnauthenticated }) =>
        webhookTokenHashes.length + webhookRelayTokenHashes.length > 0 || allowUnauthenticated,
      'is empty. Make a token with `npm run token` and write its hash into settings/NAME.json, or set allowUnauthenticated=true',
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
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const input = dataset.value;
    for (const { setting: key, message } of combinationMistakes(input))
      addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value: input[key] }] });
  }),
);

export type StackSettings = v.InferOutput<typeof Settings>;

export const SETTING_NAMES = Object.keys(StackSettings.pipe[0].entries);

/** Placeholder while settings are invalid. No token has this hash. */
const UNMATCHABLE_HASH = '0'.repeat(64);

interface ReadSettings {
  /** Defaults of the same environment if a setting is invalid, because `cdk destroy` needs a stack, too. */
  readonly settings: StackSettings;
  /** One sentence for each invalid setting. With errors the stack must not be deployed. */
  readonly errors: readonly string[];
}

/**
 * Checks settings.
 *
 * @param context the CDK's context, which has keys of the CDK besides the settings
 * @param placeOf words before the name of a setting, such as the file that has it
 */
export function readSettings(
  context: Record<string, unknown>,
  placeOf: (name: string) => string = () => '',
): ReadSettings {
  const result = v.safeParse(StackSettings, Object.fromEntries(SETTING_NAMES.map((name) => [name, context[name]])));
  const invalid = (result.issues ?? []).map((issue) => {
    const name = v.getDotPath(issue)?.split('.')[0] ?? '';
    return `${placeOf(name)}${name} ${issue.message}.`;
  });
  const errors = [...unknownNames(context), ...new Set(invalid)];
  if (result.success && errors.length === 0) return { settings: result.output, errors };
  return { settings: v.parse(StackSettings, { ...identityIn(context), webhookTokenHashes: UNMATCHABLE_HASH }), errors };
}

/** Returns the settings that say which stack is meant. Without them `cdk destroy` would delete another. */
function identityIn(context: Record<string, unknown>): Record<string, unknown> {
  const valid = Object.entries(environmentSettings).filter(
    ([name, schema]) => v.safeParse(schema, context[name]).success,
  );
  return Object.fromEntries(valid.map(([name]) => [name, context[name]]));
}

/** Rejects misspelt settings, because the CDK ignores them. The CDK's own keys have hyphens, colons or slashes. */
function unknownNames(context: Record<string, unknown>): string[] {
  const names = Object.keys(context).filter((name) => /^\w+$/.test(name) && !SETTING_NAMES.includes(name));
  return names.map((name) => unknownSetting(name));
}

/** Returns the only setting whose name contains a word, such as `retentionDays` for `retention`; undefined if none or several do. */
function onlyOneWith(word: string): string | undefined {
  const [only, ...others] = SETTING_NAMES.filter((name) => name.toLowerCase().includes(word.toLowerCase()));
  return others.length === 0 ? only : undefined;
}

/** Returns the sentence about a name that no setting has. */
export function unknownSetting(name: string): string {
  const similar = nearestOf(name, SETTING_NAMES) ?? onlyOneWith(name);
  return `Unknown setting ${quoted(name)}. Use ${similar ?? `one of ${SETTING_NAMES.join(', ')}`}.`;
}

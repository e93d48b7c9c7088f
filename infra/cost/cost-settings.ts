import { join } from 'node:path';
import { UsageError } from '../cli/usage-error.ts';
import { givenSettings } from '../settings/given-settings.ts';
import { contextIn, ENVIRONMENT_KEY, readEnvironment } from '../settings/read-environment.ts';
import type { StackSettings } from '../stack-settings.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Stands for a token that costs nothing. */
const ANY_HASH = '0'.repeat(64);

/** Sources of settings. */
interface Sources {
  /** Directory of `cdk.json`, with `settings/` in it. */
  readonly directory?: string;
  /** Name of an environment, whose settings are in `settings/NAME.json`. */
  readonly env?: string | undefined;
  /** Settings that take the place of others: texts such as `eventBus=false`. */
  readonly given?: readonly string[];
}

/**
 * Returns the settings whose cost is asked for. Tokens cost nothing, so that their hashes may be missing.
 *
 * @throws {UsageError} with a sentence for each invalid setting
 */
export function costSettings({ directory = ROOT, env, given = [] }: Sources = {}): StackSettings {
  const inPlace = { webhookTokenHashes: ANY_HASH, ...givenSettings(given) };
  const context = { ...(env === undefined ? contextIn(directory) : { [ENVIRONMENT_KEY]: env }), ...inPlace };
  const { settings, errors } = readEnvironment({ directory, context, usage: '--env NAME' });
  if (errors.length > 0) throw new UsageError(errors.join(' '));
  return settings;
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../cli/usage-error.ts';
import { readSettings, type StackSettings } from '../stack-settings.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Stands for a token that costs nothing. */
const ANY_HASH = '0'.repeat(64);

/** Where settings come from. */
interface Sources {
  /** Directory of `cdk.json`, and of `settings/` with a file for each environment. */
  readonly directory?: string;
  /** Name of an environment, whose settings are in `settings/NAME.json`. Without it, they are in `cdk.json`. */
  readonly env?: string | undefined;
  /** Settings that take the place of others: texts such as `eventBus=false`. */
  readonly given?: readonly string[];
}

/**
 * Returns the settings whose cost is asked for. The hash of a token may be missing.
 *
 * @throws {UsageError} with a sentence for each invalid setting
 */
export function costSettings({ directory = ROOT, env, given = [] }: Sources = {}): StackSettings {
  const context = env === undefined ? contextIn(directory) : environmentIn(directory, env);
  const inPlace = Object.fromEntries(given.map(nameAndValue));
  const { settings, errors } = readSettings({
    ...context,
    webhookTokenHashes: context.webhookTokenHashes || ANY_HASH,
    ...inPlace,
  });
  if (errors.length > 0) throw new UsageError(errors.join(' '));
  return settings;
}

type Context = Record<string, unknown>;

function contextIn(directory: string): Context {
  const { context = {} } = JSON.parse(readFileSync(join(directory, 'cdk.json'), 'utf8')) as { context?: Context };
  return context;
}

function environmentIn(directory: string, env: string): Context {
  const file = `settings/${env}.json`;
  const path = join(directory, file);
  if (!/^[\w-]+$/.test(env) || !existsSync(path))
    throw new UsageError(`${file} does not exist. Leave --env out to use cdk.json.`);
  try {
    const { $schema: _schema, ...settings } = JSON.parse(readFileSync(path, 'utf8')) as Context;
    return settings;
  } catch {
    throw new UsageError(`${file} is not valid JSON. Correct it first.`);
  }
}

function nameAndValue(text: string): [string, string] {
  const [, name, value = ''] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new UsageError('--setting must be NAME=VALUE, such as --setting eventBus=false.');
  return [name, value];
}

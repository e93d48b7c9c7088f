import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../cli/json-text.ts';
import { UsageError } from '../cli/usage-error.ts';
import { readSettings, SETTING_NAMES, type StackSettings } from '../stack-settings.ts';
import { environmentsIn, listed, readEnvironmentFile } from './environment-files.ts';
import { fileOf, SETTINGS_DIRECTORY } from './settings-file.ts';

/** Context key that names the environment. */
export const ENVIRONMENT_KEY = 'env';

/** Sources of settings. */
interface Sources {
  /** Directory of `cdk.json`, with `settings/` in it. */
  readonly directory: string;
  /** The CDK's context, from `-c` and from `context` in `cdk.json`. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Words with which a person names an environment, such as `--env NAME`. */
  readonly usage: string;
}

/** Checked settings of one environment. */
export interface Environment {
  /** The name of its file; undefined if all settings are in the context. */
  readonly environment: string | undefined;
  readonly settings: StackSettings;
  /** One sentence for each invalid setting. With errors the stack must not be deployed. */
  readonly errors: readonly string[];
}

/**
 * Reads the settings of the named environment. Settings of this call, by `-c`, override the file.
 *
 * @throws {UsageError} when it is not sure which stack is meant, because another one could then be changed or deleted
 */
export function readEnvironment(sources: Sources): Environment {
  const { directory, usage } = sources;
  const { [ENVIRONMENT_KEY]: environment, ...context } = sources.context;
  const known = environmentsIn(directory);
  if (environment === undefined || environment === '') {
    if (known.length > 0)
      throw new UsageError(
        `${SETTINGS_DIRECTORY}/ has the settings of ${listed(known)}. Name the environment with ${usage}.`,
      );
    return checked(undefined, context, () => '');
  }
  const name = typeof environment === 'string' ? environment : '';
  const inFile = readEnvironmentFile(directory, name, known);
  checkContext(name, directory, context);
  return checked(name, { ...inFile, ...context }, (setting) =>
    setting in inFile && !(setting in context) ? `${fileOf(name)}: ` : '',
  );
}

function checked(
  environment: string | undefined,
  context: Record<string, unknown>,
  placeOf: (name: string) => string,
): Environment {
  const { settings, errors } = readSettings(context, placeOf);
  const doubtful = errors.filter((error) => /^(?:\S+: )?(?:name|account|region) /.test(error));
  if (doubtful.length > 0) throw new UsageError(doubtful.join('\n'));
  return { environment, settings, errors };
}

/** Refuses settings that are not only those of this environment, and a name beside that of the file. */
function checkContext(environment: string, directory: string, context: Record<string, unknown>): void {
  const shared = Object.keys(contextIn(directory)).filter((name) => SETTING_NAMES.includes(name));
  if (shared.length > 0)
    throw new UsageError(
      `cdk.json has settings for every environment: ${shared.join(', ')}. Move them to ${fileOf(environment)}.`,
    );
  if ('name' in context)
    throw new UsageError(
      `name cannot be set for one call, because it says which stack is meant. Write it into ${fileOf(environment)}.`,
    );
}

/**
 * Returns the context of `cdk.json`.
 *
 * @throws {UsageError}
 */
export function contextIn(directory: string): Record<string, unknown> {
  const path = join(directory, 'cdk.json');
  if (!existsSync(path)) return {};
  const content = parseJson(readFileSync(path, 'utf8'), 'cdk.json');
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new UsageError('cdk.json must hold one JSON object. Restore it from the project.');
  return (content as { context?: Record<string, unknown> }).context ?? {};
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../cli/file-failure.ts';
import { parseJson } from '../cli/json-text.ts';
import { nearestOf } from '../cli/nearest.ts';
import { quoted } from '../cli/printable.ts';
import { UsageError } from '../cli/usage-error.ts';
import { readSettings, SETTING_NAMES, type StackSettings, unknownSetting } from '../stack-settings.ts';
import { ENVIRONMENT_NAME, NOT_A_NAME } from './environment-settings.ts';
import { fileOf, readSettingsFile, SETTINGS_DIRECTORY } from './settings-file.ts';

/** Context key that names the environment. */
export const ENVIRONMENT_KEY = 'env';

/** File that shows how settings are written. It is not an environment. */
const EXAMPLE = 'example';

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
  if (typeof environment !== 'string' || !ENVIRONMENT_NAME.test(environment) || environment === EXAMPLE)
    throw new UsageError(`${ENVIRONMENT_KEY} ${NOT_A_NAME}.`);
  if (!known.includes(environment)) throw missing(environment, known);
  const inFile = readSettingsFile(directory, environment);
  checkNames(environment, inFile);
  checkContext(environment, directory, context);
  const name = nameIn(environment, inFile);
  refuseSameStack(directory, environment, { ...inFile, name }, known);
  return checked(environment, { ...inFile, name, ...context }, (setting) =>
    setting in inFile && !(setting in context) ? `${fileOf(environment)}: ` : '',
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

/** Returns the names of the files in `settings/`. */
function environmentsIn(directory: string): string[] {
  const path = join(directory, SETTINGS_DIRECTORY);
  return namesIn(path)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((name) => name !== EXAMPLE)
    .sort();
}

function namesIn(path: string): string[] {
  try {
    return existsSync(path) ? readdirSync(path) : [];
  } catch (error) {
    throw new UsageError(
      `${SETTINGS_DIRECTORY} can't be read: ${reasonOf(error)}. Make it a directory of settings files.`,
    );
  }
}

function missing(environment: string, known: readonly string[]): UsageError {
  const file = fileOf(environment);
  if (known.length === 0) return new UsageError(`${file} does not exist. Copy settings/example.json to it.`);
  const similar = nearestOf(environment, known);
  return new UsageError(
    `${file} does not exist. ${similar ? `Use ${similar}` : `Use ${listed(known)}`}, or copy settings/example.json to it.`,
  );
}

function checkNames(environment: string, inFile: Record<string, unknown>): void {
  const unknown = Object.keys(inFile).filter((name) => !SETTING_NAMES.includes(name));
  if (unknown.length > 0)
    throw new UsageError(unknown.map((name) => `${fileOf(environment)}: ${unknownSetting(name)}`).join('\n'));
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

/** Returns the name of an environment: that of its file, or '' for a stack that is older than settings files. */
function nameIn(environment: string, { name }: Record<string, unknown>): unknown {
  if (typeof name === 'string' && name !== '' && name !== environment)
    throw new UsageError(
      `${fileOf(environment)}: name is not the name of the file. Leave it out, or rename the file to ${quoted(name)}.json.`,
    );
  return name ?? environment;
}

/** Refuses two files for one stack, because deploying one would undo the other. */
function refuseSameStack(
  directory: string,
  environment: string,
  own: Record<string, unknown>,
  known: readonly string[],
): void {
  if (own.name !== '') return;
  for (const other of known.filter((name) => name !== environment)) {
    const { name, account, region } = readSettingsFile(directory, other);
    if (name === '' && account === own.account && region === own.region)
      throw new UsageError(
        `${fileOf(environment)} and ${fileOf(other)} both have "name": "", so that they are one stack. Remove it from one.`,
      );
  }
}

function listed(names: readonly string[]): string {
  return names.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../cli/file-failure.ts';
import { nearestOf } from '../cli/nearest.ts';
import { quoted } from '../cli/printable.ts';
import { UsageError } from '../cli/usage-error.ts';
import { SETTING_NAMES, unknownSetting } from '../stack-settings.ts';
import { ENVIRONMENT_NAME, NOT_A_NAME } from './environment-settings.ts';
import { fileOf, readSettingsFile, SETTINGS_DIRECTORY } from './settings-file.ts';

/** File that shows how settings are written. It is not an environment. */
const EXAMPLE = 'example';

/** Returns the names of the environments that have a file in `settings/`. */
export function environmentsIn(directory: string): string[] {
  const path = join(directory, SETTINGS_DIRECTORY);
  return namesIn(path)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((name) => name !== EXAMPLE)
    .sort();
}

/**
 * Returns the settings of an environment's file, with its name.
 *
 * @param known names of the environments that have a file
 * @throws {UsageError}
 */
export function readEnvironmentFile(
  directory: string,
  environment: string,
  known: readonly string[],
): Record<string, unknown> {
  if (!ENVIRONMENT_NAME.test(environment)) throw new UsageError(`env ${NOT_A_NAME}.`);
  if (environment === EXAMPLE)
    throw new UsageError(`${fileOf(EXAMPLE)} is only an example. Copy it to a file with another name.`);
  if (!known.includes(environment)) throw missing(environment, known);
  const inFile = readSettingsFile(directory, environment);
  checkNames(environment, inFile);
  const settings = { ...inFile, name: nameIn(environment, inFile) };
  refuseSameStack(directory, environment, settings, known);
  return settings;
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

/** Returns the name of an environment: that of its file, or '' for a stack of before there were files. */
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

/** Returns names for a person, such as `prod, stage and test`. */
export function listed(names: readonly string[]): string {
  return names.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../cli/file-failure.ts';
import { parseJson, repeatedKey } from '../cli/json-text.ts';
import { quoted } from '../cli/printable.ts';
import { UsageError } from '../cli/usage-error.ts';

/** Directory of settings files, beside `cdk.json`. */
export const SETTINGS_DIRECTORY = 'settings';

/** Returns the displayed path of an environment's file. */
export function fileOf(environment: string): string {
  return `${SETTINGS_DIRECTORY}/${environment}.json`;
}

/**
 * Returns the settings in a file, unchecked.
 *
 * @param directory directory of `cdk.json`
 * @throws {UsageError}
 */
export function readSettingsFile(directory: string, environment: string): Record<string, unknown> {
  const file = fileOf(environment);
  // Some editors begin a file with a byte order mark.
  const text = textOf(join(directory, file), file).replace(/^\uFEFF/, '');
  if (text.trim() === '')
    throw new UsageError(`${file} is empty. Write settings into it, such as {"webhookTokenHashes": ["HASH"]}.`);
  const settings = parseJson(text, file);
  const repeated = repeatedKey(text);
  if (repeated)
    throw new UsageError(
      `${file}, line ${repeated.line}, has ${quoted(repeated.key)} a second time. Keep one of the two.`,
    );
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new UsageError(`${file} must hold one JSON object. Write {"webhookTokenHashes": ["HASH"]}.`);
  const { $schema: _ofEditors, ...rest } = settings as Record<string, unknown>;
  return rest;
}

function textOf(path: string, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`${file} is not UTF-8 text. Save it as UTF-8.`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') throw new UsageError(`${file} is a directory. Make it a file with the settings.`);
    throw new UsageError(`${file} can't be read: ${reasonOf(error)}. Check its permissions.`);
  }
}

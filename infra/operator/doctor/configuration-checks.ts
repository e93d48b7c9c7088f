import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { reasonOf } from '../../cli/file-failure.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { warn } from './check.ts';
import { type ConfigurationChecks, checkConfigurationText } from './configuration-text-checks.ts';
import { writeFixed } from './fix-file.ts';
import { hasVariables } from './parse-variables.ts';

interface Options {
  readonly server?: string | undefined;
  readonly fix: boolean;
  readonly address?: string | undefined;
}

/**
 * Checks a configuration file of OpenIM, or variables for it.
 *
 * @throws {UsageError} when it cannot be read, or the corrected copy cannot be written
 */
export async function checkConfiguration(file: string, options: Options): Promise<ConfigurationChecks> {
  const text = await readText(file);
  const isVariables = hasVariables(text);
  if (options.fix && isVariables)
    throw new UsageError(
      '--fix works only with a YAML file. Print variables with npm run webhooks -- --address URL --compose.',
    );
  const checked = checkConfigurationText(text, options.server);
  const dotenv = isVariables && /(^|\.)env$/.test(basename(file)) ? [DOTENV] : [];
  const fixed = options.fix
    ? await writeFixed(file, text, { ...options, address: options.address ?? checked.address })
    : [];
  return { ...checked, checks: [...checked.checks, ...dotenv, ...fixed] };
}

const DOTENV = warn(
  'variables',
  "docker compose does not hand the variables of an .env file to OpenIM's container",
  'Put them under environment: of openim-server in docker-compose.yml.',
);

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`${file} can't be read: ${reasonOf(error)}. Use OpenIM's config/webhooks.yml.`);
  });
  if (!isUtf8(bytes)) throw new UsageError(`${file} is not UTF-8. Use OpenIM's config/webhooks.yml.`);
  return bytes.toString();
}

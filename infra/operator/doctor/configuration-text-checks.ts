import { mistakeInAddress, withoutPassword } from '../webhooks/webhooks-address.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { type Configuration, urlIn } from './configuration.ts';
import { checkKeys } from './key-checks.ts';
import { type ParsedFile, parseFile } from './parse-file.ts';
import { hasVariables, parseVariables } from './parse-variables.ts';
import { versionsFor } from './server-versions.ts';
import { checkSwitches } from './switch-checks.ts';

export interface ConfigurationChecks {
  readonly checks: readonly Check[];
  /** The address in the file, if it is well formed. */
  readonly address?: string;
}

/** Checks the text of a file, or variables in it. */
export function checkConfigurationText(text: string, server: string | undefined): ConfigurationChecks {
  const { checks, configuration }: ParsedFile = hasVariables(text)
    ? { checks: [], configuration: parseVariables(text) }
    : parseFile(text);
  if (!configuration) return { checks };
  const { versions, check } = versionsFor(configuration, server);
  const url = checkUrl(configuration);
  return {
    checks: [
      ...checks,
      check,
      ...url.checks,
      ...checkSwitches(configuration, versions),
      ...checkKeys(configuration, versions),
    ],
    ...(url.address !== undefined && { address: url.address }),
  };
}

function checkUrl(configuration: Configuration): ConfigurationChecks {
  const name = 'url';
  const url = urlIn(configuration);
  if (url === undefined || url === '') {
    if (configuration.form === 'variables')
      return {
        checks: [
          warn(name, 'no variable sets it, so the file decides', 'Add IMENV_WEBHOOKS_URL, or check the file, too.'),
        ],
      };
    return {
      checks: [fail(name, 'is missing or empty, so OpenIM calls nothing', "Set url to the receiver's address.")],
    };
  }
  if (configuration.form === 'variables' && url.includes('$'))
    return {
      checks: [warn(name, 'comes from another variable, so it was not checked', 'Add --address URL with its value.')],
    };
  const mistake = mistakeInAddress(url);
  if (mistake) return { checks: [fail(name, `${withoutPassword(url)} ${mistake.what}`, mistake.todo)] };
  return { checks: [ok(name, `${withoutPassword(url)} is well formed`)], address: url };
}

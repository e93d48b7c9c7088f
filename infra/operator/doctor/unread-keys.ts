import { nearestOf } from '../../cli/nearest.ts';
import { isSwitch } from '../../openim/configuration.ts';
import {
  isCurrentForm,
  keyOfVersion,
  keysReadBy,
  rangeOf,
  successorOf,
  versionsReading,
} from '../../openim/keys-by-version.ts';
import { wantedSwitches } from '../../openim/wanted-switches.ts';
import { type Check, fail, warn } from './check.ts';
import { type Entry, isOn, sameKey } from './configuration.ts';

/** Settings that any switch of any version has, for keys in the wrong place. */
const SETTINGS = ['enable', 'timeout', 'failedContinue', 'attentionIds', 'allowedTypes', 'deniedTypes'];

/** Explains a key that none of these versions reads. */
export function unread({ key, line, ...entry }: Entry, versions: readonly string[]): Check {
  const where = `line ${line}: ${key}`;
  if (key.startsWith('IMENV_'))
    return fail(
      'keys',
      `${where} is not read`,
      'Use IMENV_WEBHOOKS_URL, IMENV_WEBHOOKS_KEY_ENABLE and IMENV_WEBHOOKS_KEY_TIMEOUT, in capitals, with the key of the switch.',
    );
  if (SETTINGS.some((setting) => sameKey(setting, key)))
    return fail('nesting', `${where} belongs to no switch`, 'Indent it below its switch.');
  const others = versionsReading(key);
  if (others.length > 0) {
    const says = `${where} is not read by OpenIM ${rangeOf(versions)}, but by ${rangeOf(others)}`;
    const successor = successorOf(key, versions.at(-1) ?? '') ?? nearestOf(key, versions.flatMap(keysReadBy));
    const todo =
      successor === undefined
        ? 'Remove it, or name the right version with --server.'
        : `Use ${successor}, or name the right version with --server.`;
    const isOurs = versions.every(isCurrentForm) && wantedSwitches(null, false).some((wanted) => sameKey(wanted, key));
    return isOn({ key, line, ...entry }) && !isOurs ? fail('keys', says, todo) : warn('keys', says, todo);
  }
  const nearest = nearestOf(key, [...versions.flatMap(keysReadBy), 'url']);
  return nearest === undefined
    ? warn('keys', `${where} is read by no known version`, 'Remove it, or check its name.')
    : fail('keys', `${where} is misspelt, so it has no effect`, `Use ${nearest}.`);
}

/** Checks one setting of a switch that these versions read. */
export function checkSetting(
  key: string,
  { key: setting, line, settings }: Entry,
  versions: readonly string[],
): Check[] {
  const known = versions.flatMap((version) => Object.keys(keyOfVersion(key, version)?.settings ?? {}));
  if (known.some((name) => sameKey(name, setting))) return [];
  // It is checked for all switches at once, because OpenIM's own files have it in many.
  if (sameKey(setting, 'failedContinue')) return [];
  const where = `line ${line}: ${key}.${setting}`;
  if (settings !== undefined || sameKey(setting, 'url') || isSwitch(setting))
    return [
      fail(
        'nesting',
        `line ${line}: ${setting} is inside ${key}, where it has no effect`,
        'Move it to the left, level with the switches.',
      ),
    ];
  const nearest = nearestOf(setting, [...known, 'failedContinue']);
  if (SETTINGS.some((name) => sameKey(name, setting)))
    return [warn('keys', `${where} is not read by OpenIM ${rangeOf(versions)}`, 'Remove it.')];
  return [
    nearest === undefined
      ? warn('keys', `${where} is read by no known version`, 'Remove it, or check its name.')
      : fail('keys', `${where} is misspelt, so it has no effect`, `Use ${nearest}.`),
  ];
}

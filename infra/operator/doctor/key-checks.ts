import { isSwitch } from '../../openim/configuration.ts';
import { isCurrentForm, keyOfVersion, keysReadBy, rangeOf, versionsReading } from '../../openim/keys-by-version.ts';
import { wantedSwitches } from '../../openim/wanted-switches.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { type Configuration, type Entry, isOn, sameKey } from './configuration.ts';
import { nearestOf } from './nearest.ts';

/** Settings that any switch of any version has, for keys that stand in the wrong place. */
const SETTINGS = ['enable', 'timeout', 'failedContinue', 'attentionIds', 'allowedTypes', 'deniedTypes'];

/** Checks every key: known, in its place, there once, and read by these versions. */
export function checkKeys(configuration: Configuration, versions: readonly string[]): Check[] {
  const found = [
    ...checkNesting(configuration, versions),
    ...duplicatesIn(configuration.entries, ''),
    ...configuration.entries.flatMap((entry) => checkEntry(entry, versions)),
  ];
  return found.length === 0 ? [ok('keys', 'are all known, each once and in its place')] : found;
}

function checkNesting({ form, sectionKey }: Configuration, versions: readonly string[]): Check[] {
  if (form !== 'file') return [];
  const isCurrent = versions.every(isCurrentForm);
  if (isCurrent && sectionKey !== undefined)
    return [
      fail(
        'nesting',
        `the switches are below ${sectionKey}:, where OpenIM ${rangeOf(versions)} does not read them`,
        'Move url and the switches to the left edge, and remove that line.',
      ),
    ];
  if (!isCurrent && !versions.some(isCurrentForm) && sectionKey !== 'callback')
    return [
      fail(
        'nesting',
        `OpenIM ${rangeOf(versions)} reads url and the switches only below callback:`,
        'Put them below callback: in config/config.yaml.',
      ),
    ];
  return [];
}

/** From v3.7 on, keys that differ in case alone are one key. Before, the second of them has no effect. */
function duplicatesIn(entries: readonly Entry[], above: string): Check[] {
  return entries.flatMap((entry, index) => {
    const first = entries.slice(0, index).find(({ key }) => sameKey(key, entry.key));
    const inner = duplicatesIn(entry.settings ?? [], `${entry.key}.`);
    if (!first) return inner;
    const says = `line ${entry.line}: ${above}${entry.key} is there twice, first on line ${first.line}`;
    return [fail('keys', says, 'Remove one of them. OpenIM does not start, or uses only one.'), ...inner];
  });
}

function checkEntry(entry: Entry, versions: readonly string[]): Check[] {
  const { key, line, settings } = entry;
  if (sameKey(key, 'url')) return checkCase(entry, 'url', versions);
  const readers = versions.filter((version) => keyOfVersion(key, version) !== undefined);
  const known = keyOfVersion(key, readers.at(-1) ?? '')?.key;
  if (known === undefined) return [unread(entry, versions)];
  if (settings === undefined)
    return [
      fail(
        'keys',
        `line ${line}: ${key} has no settings of its own`,
        'Give it enable and timeout, each on a line of its own with an indentation.',
      ),
    ];
  return [
    ...checkCase(entry, known, versions),
    ...(readers.length < versions.length ? [partlyRead(entry, readers)] : []),
    ...settings.flatMap((setting) => checkSetting(known, setting, readers)),
    ...checkSent(entry, known, versions),
  ];
}

function checkCase({ key, line }: Entry, known: string, versions: readonly string[]): Check[] {
  if (key === known || versions.every(isCurrentForm)) return [];
  return [
    fail(
      'keys',
      `line ${line}: ${key} must be written ${known}, because servers before v3.7 read no other form`,
      'Correct it.',
    ),
  ];
}

function unread({ key, line, ...entry }: Entry, versions: readonly string[]): Check {
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
    const nearest = nearestOf(key, versions.flatMap(keysReadBy));
    const todo =
      nearest === undefined
        ? 'Remove it, or name the right version with --server.'
        : `Use ${nearest}, or name the right version with --server.`;
    const isOurs = versions.every(isCurrentForm) && wantedSwitches(null, false).some((wanted) => sameKey(wanted, key));
    return isOn({ key, line, ...entry }) && !isOurs ? fail('keys', says, todo) : warn('keys', says, todo);
  }
  const nearest = nearestOf(key, [...versions.flatMap(keysReadBy), 'url']);
  return nearest === undefined
    ? warn('keys', `${where} is read by no known version`, 'Remove it, or check its name.')
    : fail('keys', `${where} is misspelt, so it has no effect`, `Use ${nearest}.`);
}

function partlyRead({ key, line }: Entry, readers: readonly string[]): Check {
  return warn(
    'keys',
    `line ${line}: ${key} is read by OpenIM ${rangeOf(readers)} only`,
    'Name your version with --server.',
  );
}

function checkSetting(key: string, { key: setting, line, settings }: Entry, versions: readonly string[]): Check[] {
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

/** Names a switch that is on and does nothing. */
function checkSent(entry: Entry, key: string, versions: readonly string[]): Check[] {
  if (!isOn(entry)) return [];
  const silent = versions.filter((version) => keyOfVersion(key, version)?.isEverSent === false);
  if (silent.length === 0) return [];
  const says = `line ${entry.line}: ${key} is on, and OpenIM ${rangeOf(silent)} never sends its callback`;
  return [warn('never sent', says, 'Do not wait for it. docs/openim.md names the gaps and what closes them.')];
}

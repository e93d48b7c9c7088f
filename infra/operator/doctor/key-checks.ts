import { isCurrentForm, keyOfVersion, rangeOf } from '../../openim/keys-by-version.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { type Configuration, type Entry, isOn, sameKey } from './configuration.ts';
import { checkSetting, unread } from './unread-keys.ts';

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

function partlyRead({ key, line }: Entry, readers: readonly string[]): Check {
  return warn(
    'keys',
    `line ${line}: ${key} is read by OpenIM ${rangeOf(readers)} only`,
    'Name your version with --server.',
  );
}

/** Names a switch that is on and does nothing. */
function checkSent(entry: Entry, key: string, versions: readonly string[]): Check[] {
  if (!isOn(entry)) return [];
  const silent = versions.filter((version) => keyOfVersion(key, version)?.isEverSent === false);
  if (silent.length === 0) return [];
  const says = `line ${entry.line}: ${key} is on, and OpenIM ${rangeOf(silent)} never sends its callback`;
  return [warn('never sent', says, 'Do not expect it. docs/openim.md lists the gaps and their remedies.')];
}

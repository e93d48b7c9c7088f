import { KNOWN_VERSIONS, knownVersionOf } from '../../openim/configuration.ts';
import { isCurrentForm, keyOfVersion, keysReadBy, rangeOf } from '../../openim/keys-by-version.ts';
import { type Check, ok } from './check.ts';
import { type Configuration, type Entry, sameKey } from './configuration.ts';

/** Missing keys up to which a file counts as a complete one of its version. */
const MAX_MISSING = 3;

/** Servers that a configuration fits, oldest first, and the line about them. */
export interface FittingVersions {
  readonly versions: readonly string[];
  readonly check: Check;
}

/**
 * Returns the version that was named, or else those that read most of the keys.
 *
 * @throws {UsageError} for a version that is not valid
 */
export function versionsFor(configuration: Configuration, server: string | undefined): FittingVersions {
  if (server !== undefined) {
    const { version } = knownVersionOf(server);
    const says =
      version === server ? `checked for OpenIM ${version}` : `checked for OpenIM ${version}, the nearest known version`;
    return { versions: [version], check: ok('version', says) };
  }
  const versions = guess(configuration);
  const says = `the keys fit OpenIM ${rangeOf(versions)}${versions.length > 1 ? '. Name yours with --server' : ''}`;
  return { versions, check: ok('version', says) };
}

/** Keys that a version does not read count first. A complete file also reveals its version by missing keys. */
function guess({ form, entries, sectionKey }: Configuration): string[] {
  const candidates = KNOWN_VERSIONS.map(({ version }) => version).filter(
    (version) => form === 'file' || isCurrentForm(version),
  );
  const scores = candidates.map((version) => {
    const known = keysReadBy(version);
    const unread = entries.filter(({ key }) => key !== 'url' && !keyOfVersion(key, version));
    const unreadSettings = entries.flatMap(({ key, settings = [] }) =>
      settings.filter((setting) => !isReadSetting(key, setting.key, version)),
    );
    const missingKeys = known.filter((key) => !entries.some((entry) => sameKey(entry.key, key))).length;
    const missing = missingKeys + missingSettings(entries, version) / 100;
    const isOtherForm = form === 'file' && isCurrentForm(version) !== (sectionKey === undefined);
    return { version, unread: unread.length + unreadSettings.length / 100, missing, isOtherForm };
  });
  const leastUnread = keepLowest(scores, ({ unread }) => unread);
  const ofForm = leastUnread.some(({ isOtherForm }) => !isOtherForm)
    ? leastUnread.filter(({ isOtherForm }) => !isOtherForm)
    : leastUnread;
  const isComplete = ofForm.some(({ missing }) => missing <= MAX_MISSING);
  return (isComplete ? keepLowest(ofForm, ({ missing }) => missing) : ofForm).map(({ version }) => version);
}

/** Counts the settings of OpenIM's own file that the switches of this one lack. */
function missingSettings(entries: readonly Entry[], version: string): number {
  const { switches = {} } = KNOWN_VERSIONS.find((known) => known.version === version)?.layout ?? {};
  return entries.flatMap(({ key, settings = [] }) =>
    Object.keys(switches[key] ?? {}).filter((setting) => !settings.some((other) => sameKey(other.key, setting))),
  ).length;
}

function isReadSetting(key: string, setting: string, version: string): boolean {
  const known = Object.keys(keyOfVersion(key, version)?.settings ?? {});
  return known.some((name) => sameKey(name, setting));
}

function keepLowest<Item>(items: readonly Item[], by: (item: Item) => number): Item[] {
  const lowest = Math.min(...items.map(by));
  return items.filter((item) => by(item) === lowest);
}

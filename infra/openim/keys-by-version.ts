import { switches } from '../../functions/openim/switches.ts';
import type { Switch } from '../../functions/openim/wire-callback.ts';
import { KNOWN_VERSIONS } from './configuration.ts';

const ORDER = KNOWN_VERSIONS.map(({ version }) => version);

const ALL_SWITCHES = Object.values(switches).flat();

/**
 * Switches whose callback a version has and does not send because of a defect.
 * Source: openimsdk/open-im-server, issue 3750.
 */
const DEFECTS: Readonly<Record<string, readonly string[]>> = { afterJoinGroup: ['v3.8.3-patch.16'] };

/** Tells whether a server of a version from v3.7 on reads the file, which takes keys in any case and ignores `failedContinue`. */
export function isCurrentForm(version: string): boolean {
  return layoutOfVersion(version)?.section === null;
}

/**
 * Returns the settings of a switch that a version reads, with OpenIM's own values; undefined when it does not read the switch.
 *
 * A few switches of v3.5 and v3.6 are read under another name than OpenIM's own file has.
 */
export function settingsOf(key: string, version: string): Readonly<Record<string, unknown>> | undefined {
  const layout = layoutOfVersion(version);
  const own = layout?.switches[key];
  if (!own) return ALL_SWITCHES.some((row) => row.key === key && covers(row, version)) ? ANY_SWITCH : undefined;
  const ofKind = Object.entries(layout.switches).filter(([other]) => kindOf(other) === kindOf(key));
  return Object.assign({}, ...ofKind.map(([, settings]) => settings), own);
}

const ANY_SWITCH = { enable: false, timeout: 5 };

/** All after callbacks have the same settings, and so have all before callbacks. OpenIM's own file leaves some out. */
function kindOf(key: string): string {
  return /^(before|after)/.exec(key)?.[0] ?? '';
}

/** Tells whether a version ever sends a callback because a switch is on. */
export function isEverSent(key: string, version: string): boolean {
  const isDefect = DEFECTS[key]?.includes(version) ?? false;
  return !isDefect && ALL_SWITCHES.some((row) => row.key === key && !row.neverSent && covers(row, version));
}

/** Returns the switches that a version reads. */
export function keysReadBy(version: string): string[] {
  const more = ALL_SWITCHES.filter((row) => covers(row, version)).map(({ key }) => key);
  return [...new Set([...Object.keys(layoutOfVersion(version)?.switches ?? {}), ...more])];
}

/** Returns the versions that read a switch, oldest first. */
export function versionsReading(key: string): string[] {
  return ORDER.filter((version) => settingsOf(key, version) !== undefined);
}

/** Returns versions as a reader writes them: one, or the first and the last of several that follow on each other. */
export function rangeOf(versions: readonly string[]): string {
  const [first, last] = [versions[0], versions.at(-1)];
  return first === undefined || first === last ? (first ?? 'no version') : `${first} to ${last}`;
}

function layoutOfVersion(version: string) {
  return KNOWN_VERSIONS.find((known) => known.version === version)?.layout;
}

function covers({ from, to }: Switch, version: string): boolean {
  const at = ORDER.indexOf(version);
  return ORDER.indexOf(from) <= at && at <= ORDER.indexOf(to);
}

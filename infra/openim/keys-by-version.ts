import { switches } from '../../functions/openim/switches.ts';
import type { Switch } from '../../functions/openim/wire-callback.ts';
import { KNOWN_VERSIONS, type Layout } from './configuration.ts';

/** A switch as one version reads it. */
export interface VersionKey {
  readonly key: string;
  /** Settings that the version reads, with OpenIM's own values. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The version sends a callback because the switch is on. */
  readonly isEverSent: boolean;
}

type Known = (typeof KNOWN_VERSIONS)[number];

const ORDER = KNOWN_VERSIONS.map(({ version }) => version);

const ALL_SWITCHES = Object.values(switches).flat();

/**
 * Switches whose callback a version has and does not send because of a defect.
 * Source: openimsdk/open-im-server, issue 3750.
 */
const DEFECTS: Readonly<Record<string, readonly string[]>> = { afterJoinGroup: ['v3.8.3-patch.16'] };

/** Settings of the few switches that v3.5 and v3.6 read under another name than their own file has. */
const UNLISTED = { enable: false, timeout: 5, failedContinue: true };

/** By version, then by key in small letters. */
const BY_VERSION: ReadonlyMap<string, ReadonlyMap<string, VersionKey>> = new Map(
  KNOWN_VERSIONS.map((known) => [known.version, keysOf(known)]),
);

function keysOf({ version, layout }: Known): Map<string, VersionKey> {
  const rows = ALL_SWITCHES.filter((row) => covers(row, version));
  const sent = new Set(rows.filter(({ neverSent }) => !neverSent).map(({ key }) => key));
  const keys = new Set([...Object.keys(layout.switches), ...rows.map(({ key }) => key)]);
  const ofKind = { before: settingsOf(layout, 'before'), after: settingsOf(layout, 'after'), '': {} };
  return new Map(
    [...keys].map((key) => {
      const settings = { ...ofKind[kindOf(key)], ...(layout.switches[key] ?? UNLISTED) };
      const isEverSent = sent.has(key) && !DEFECTS[key]?.includes(version);
      return [key.toLowerCase(), { key, settings, isEverSent }];
    }),
  );
}

/** All after callbacks have the same settings, and so have all before callbacks. OpenIM's own file leaves some out. */
function settingsOf({ switches: all }: Layout, kind: 'before' | 'after'): Record<string, unknown> {
  const ofKind = Object.entries(all).filter(([key]) => kindOf(key) === kind);
  return Object.assign({}, ...ofKind.map(([, settings]) => settings));
}

function kindOf(key: string): 'before' | 'after' | '' {
  return key.startsWith('before') ? 'before' : key.startsWith('after') ? 'after' : '';
}

function covers({ from, to }: Switch, version: string): boolean {
  const at = ORDER.indexOf(version);
  return ORDER.indexOf(from) <= at && at <= ORDER.indexOf(to);
}

/** Returns a switch, in any case, as a version reads it; undefined when the version does not. */
export function keyOfVersion(key: string, version: string): VersionKey | undefined {
  return BY_VERSION.get(version)?.get(key.toLowerCase());
}

/** Returns the switches that a version reads. */
export function keysReadBy(version: string): string[] {
  return [...(BY_VERSION.get(version)?.values() ?? [])].map(({ key }) => key);
}

/** Returns the versions that read a switch, oldest first. */
export function versionsReading(key: string): string[] {
  return ORDER.filter((version) => keyOfVersion(key, version) !== undefined);
}

/** Returns the switch under which a version sends what another version sends under a key; undefined when it does not. */
export function successorOf(key: string, version: string): string | undefined {
  const rows = Object.values(switches).filter((ofName) =>
    ofName.some((row) => row.key.toLowerCase() === key.toLowerCase()),
  );
  return rows.flat().find((row) => covers(row, version))?.key;
}

/** Tells whether a version is from v3.7 on, which reads keys in any case, and never `failedContinue`. */
export function isCurrentForm(version: string): boolean {
  return KNOWN_VERSIONS.find((known) => known.version === version)?.layout.section === null;
}

/** Returns versions as a reader writes them: one, or the first and the last of several that follow on each other. */
export function rangeOf(versions: readonly string[]): string {
  const places = versions.map((version) => ORDER.indexOf(version));
  const isUnbroken = places.every((place, index) => index === 0 || place === (places[index - 1] ?? 0) + 1);
  return versions.length > 1 && isUnbroken ? `${versions[0]} to ${versions.at(-1)}` : versions.join(', ');
}

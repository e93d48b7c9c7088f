import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { UsageError } from '../cli/usage-error.ts';

const Layout = v.object({
  /** Commits of OpenIM by version, oldest first. */
  versions: v.record(v.string(), v.string()),
  file: v.string(),
  /** Key of the file under which the switches are, or null when they are all that the file has. */
  section: v.nullable(v.string()),
  switches: v.record(v.string(), v.record(v.string(), v.unknown())),
});

/** The switches of an OpenIM server's configuration, by their names, with OpenIM's own values. */
export type Layout = v.InferOutput<typeof Layout>;

/** Layouts of openimsdk/open-im-server, at the commits that the file names. `npm run configuration` generates the file. */
const { layouts } = v.parse(
  v.object({ layouts: v.array(Layout) }),
  JSON.parse(readFileSync(join(import.meta.dirname, 'configuration.json'), 'utf8')),
);

/** Known versions with their layouts, oldest first. The last one is OpenIM's main branch. */
export const KNOWN_VERSIONS = layouts.flatMap((layout) =>
  Object.keys(layout.versions).map((version) => ({ version, layout })),
);

/** The newest release. */
export const NEWEST_VERSION = KNOWN_VERSIONS.at(-2)?.version ?? '';

const NAMES: ReadonlySet<string> = new Set(layouts.flatMap(({ switches }) => Object.keys(switches)));

/** Lower-case names, because OpenIM from v3.7 on reads keys in any case. */
const NAMES_IN_ANY_CASE: ReadonlySet<string> = new Set([...NAMES].map((name) => name.toLowerCase()));

export function isSwitch(name: string): boolean {
  return NAMES_IN_ANY_CASE.has(name.toLowerCase());
}

/**
 * Returns the layout of a server: that of the newest known version that is not newer. `v3.8` means its last release.
 *
 * @throws {UsageError}
 */
export function layoutOf(server: string): Layout {
  return knownVersionOf(server).layout;
}

/**
 * Returns the newest known version that is not newer than a server.
 *
 * @throws {UsageError}
 */
export function knownVersionOf(server: string): (typeof KNOWN_VERSIONS)[number] {
  const wanted = server.replace(/^release-/, '').replace(/^(?=\d)/, 'v');
  const exact = KNOWN_VERSIONS.find(({ version }) => version === wanted);
  if (exact) return exact;
  const number = numberOf(wanted);
  if (!number) throw new UsageError(`Invalid --server. Use an OpenIM version such as ${NEWEST_VERSION}, or main.`);
  const found = KNOWN_VERSIONS.findLast(({ version }) => isAtMost(numberOf(version), number));
  if (!found)
    throw new UsageError(`OpenIM servers before v3.5.1 are not known. Use a later version such as ${NEWEST_VERSION}.`);
  return found;
}

/** Returns `v3.8.3-patch.16` as 3, 8, 3, 16. Missing parts, as in `v3.8`, count as the highest. */
function numberOf(version: string): number[] | undefined {
  const match = /^v(\d+)\.(\d+)(?:\.(\d+)(?:-patch\.(\d+)|-[\w.]+)?)?$/.exec(version);
  if (!match) return undefined;
  const [, major, minor, release = 'Infinity', patch = '0'] = match;
  return [major, minor, release, patch].map(Number);
}

function isAtMost(number: readonly number[] | undefined, most: readonly number[]): boolean {
  if (!number) return false;
  const different = number.findIndex((part, index) => part !== most[index]);
  return different === -1 || (number[different] ?? 0) < (most[different] ?? 0);
}

import { stat, writeFile } from 'node:fs/promises';
import { format, parse } from 'node:path';
import { isMap, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { reasonOfWrite } from '../../cli/file-failure.ts';
import { nearestOf } from '../../cli/nearest.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { isSwitch } from '../../openim/configuration.ts';
import { keyOfVersion, keysReadBy } from '../../openim/keys-by-version.ts';
import { wantedSwitchesOf } from '../../openim/wanted-switches.ts';
import { editWebhooks } from '../webhooks/webhooks-edit.ts';
import { keyOf, YamlText } from '../webhooks/yaml-text.ts';
import { type Check, fail, ok } from './check.ts';
import { sameKey } from './configuration.ts';
import { checkConfigurationText } from './configuration-text-checks.ts';
import { parseFile, withoutTabs } from './parse-file.ts';
import { versionsFor } from './server-versions.ts';

interface Options {
  readonly server?: string | undefined;
  readonly address?: string | undefined;
}

/**
 * Writes a corrected copy beside a file, and says what is still wrong in it.
 *
 * @throws {UsageError} when no address is known, or the copy exists already
 */
export async function writeFixed(file: string, text: string, { server, address }: Options): Promise<Check[]> {
  if (address === undefined)
    throw new UsageError('--fix needs the right address, because the file has a wrong one. Add --address URL.');
  const { dir, name, ext } = parse(file);
  const copy = format({ dir, name: `${name}.fixed`, ext });
  const fixed = fixedText(text, file, server, address);
  const { mode } = await stat(file);
  // The address in it has a token, so the copy has the permissions of the file.
  await writeFile(copy, fixed, { flag: 'wx', mode }).catch((error: unknown) => {
    throw new UsageError(`${copy} can't be written: ${reasonOfWrite(error)}. Move it away, or correct its directory.`);
  });
  const left = checkConfigurationText(fixed, server).checks.filter(({ status }) => status === 'fail');
  return [
    ok('fix', `${copy} is the corrected copy. Compare it, replace ${file} with it, and restart OpenIM`),
    ...left.map(({ says, todo = '' }) => fail('fix', `the copy still has a mistake: ${says}`, todo)),
  ];
}

/** Returns a text with the mistakes corrected whose meaning is clear. */
export function fixedText(text: string, file: string, server: string | undefined, address: string): string {
  const spaced = withoutTabs(text);
  const { configuration } = parseFile(spaced);
  if (!configuration)
    throw new UsageError(
      `${file} can't be corrected, because it is not OpenIM's. Start with npm run webhooks -- --new.`,
    );
  const { versions } = versionsFor(configuration, server);
  const yaml = new YamlText(spaced);
  const section = sectionOf(spaced, configuration.sectionKey);
  const version = versions.at(-1) as string;
  if (section && !section.flow) correctKeys(yaml, section, version);
  return editWebhooks(yaml.toString(), file, address, false, wantedSwitchesOf(version)).text;
}

function sectionOf(text: string, sectionKey: string | undefined): YAMLMap | undefined {
  const { contents } = parseDocument(text, { merge: true, uniqueKeys: false });
  if (!isMap(contents)) return undefined;
  const section = sectionKey === undefined ? contents : contents.get(sectionKey);
  return isMap(section) ? section : undefined;
}

/** Renames misspelt keys, and removes what is there twice or inside another switch. */
function correctKeys(yaml: YamlText, section: YAMLMap, version: string): void {
  const known = [...keysReadBy(version), 'url'];
  const pairs = Map.groupBy(section.items, (pair) => rightName(keyOf(pair), known));
  for (const [right, same] of pairs) {
    // Prefers the one that is on.
    const kept = same.find(isOnPair) ?? same[0];
    if (right === undefined || !kept) continue;
    for (const pair of same) if (pair !== kept) yaml.remove(pair);
    if (keyOf(kept) !== right) yaml.rename(kept, right);
    if (isMap(kept.value) && !kept.value.flow)
      correctSettings(yaml, kept.value, Object.keys(keyOfVersion(right, version)?.settings ?? {}));
  }
}

function correctSettings(yaml: YamlText, map: YAMLMap, known: readonly string[]): void {
  const seen = new Set<string>();
  for (const pair of map.items) {
    const key = keyOf(pair);
    const isMisplaced = sameKey(key, 'url') || isSwitch(key) || isMap(pair.value);
    const right = isMisplaced ? undefined : rightName(key, known);
    if (isMisplaced || (right !== undefined && seen.has(right))) yaml.remove(pair);
    else if (right !== undefined && key !== right) yaml.rename(pair, right);
    if (right !== undefined) seen.add(right);
  }
}

function rightName(key: string, known: readonly string[]): string | undefined {
  return known.find((name) => sameKey(name, key)) ?? (isSwitch(key) ? undefined : nearestOf(key, known));
}

function isOnPair({ value }: Pair): boolean {
  return isMap(value) && value.get('enable') === true;
}

import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, type Pair, type YAMLMap } from 'yaml';
import { UsageError } from '../../cli/usage-error.ts';
import { wantedSwitches } from '../../openim/wanted-switches.ts';
import { findKey, parseWebhooksFile, readValues, scalarOf, type Values, type WebhooksFile } from './webhooks-file.ts';
import { keyOf, YamlText } from './yaml-text.ts';

/** A value that is set, or a key that is added. */
export interface Change {
  /** Below the section that has the switches. */
  readonly path: readonly [key: string, setting?: string];
  /** Line of the key in the original; undefined for an added key. */
  readonly line?: number;
  readonly from?: unknown;
  readonly to: unknown;
}

export interface Edited {
  readonly file: WebhooksFile;
  /** The new text, which is the old one to the byte apart from the changes. */
  readonly text: string;
  readonly changes: readonly Change[];
}

/** Seconds that OpenIM waits for an answer, by its own default. The receiver answers within 3.5 s. */
const MIN_TIMEOUT_S = 5;

/** Source: openimsdk/open-im-server v3.5.1, `internal/rpc/group/callback.go`, `CallbackAfterSetGroupMemberInfo`. */
const NOT_BEFORE_V37 =
  'Before v3.7 --own-only is not possible, because one switch turns on two callbacks. Let the receiver record all callbacks.';

/** Settings of a switch that is on. */
export const ON = { enable: true, timeout: MIN_TIMEOUT_S };

/**
 * Sets the address and turns on our switches in OpenIM's configuration file.
 *
 * @param name the file's name, for messages
 * @param switches those to turn on; by default those of all versions whose files have this form
 * @throws {UsageError} when the file is not OpenIM's, or other values would change, too
 */
export function editWebhooks(
  text: string,
  name: string,
  address: string,
  ownOnly: boolean,
  switches?: readonly string[],
): Edited {
  const file = parseWebhooksFile(text, name);
  const yaml = new YamlText(text);
  if (file.sectionKey !== undefined && ownOnly) throw new UsageError(NOT_BEFORE_V37);
  const wanted = switches ?? wantedSwitches(file.sectionKey ?? null, ownOnly);
  const changes = [
    ...setAddress(yaml, file.section, address),
    ...wanted.flatMap((key) => turnOn(yaml, file.section, key)),
  ];
  const edited = { file, text: yaml.toString(), changes: changes.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
  if (!isAsMeant(edited)) {
    throw new UsageError(`${name} can't be edited safely, perhaps because of an anchor (&). Edit it by hand.`);
  }
  return edited;
}

function setAddress(yaml: YamlText, section: YAMLMap, address: string): Change[] {
  const pair = findKey(section, 'url');
  if (scalarOf(pair) === address) return [];
  const isPlain = !section.flow && (!isScalar(pair?.value) || !/^QUOTE/.test(pair.value.type ?? ''));
  const value = isPlain ? address : JSON.stringify(address);
  if (pair) return [set(yaml, [keyOf(pair)], pair, value, address)];
  yaml.addFirst(section, [['url', value]]);
  return [{ path: ['url'], to: address }];
}

function turnOn(yaml: YamlText, section: YAMLMap, name: string): Change[] {
  const pair = findKey(section, name);
  if (!pair) return [addSwitch(yaml, section, name)];
  const key = keyOf(pair);
  const settings = pair.value;
  if (settings === null || scalarOf(pair) === null) return [set(yaml, [key], pair, '{ enable: true, timeout: 5 }', ON)];
  if (!isMap(settings)) throw new UsageError(`${key} has no settings of its own. Give it enable and timeout first.`);
  const enable = findKey(settings, 'enable');
  const timeout = findKey(settings, 'timeout');
  const changes: Change[] = [];
  if (enable && scalarOf(enable) !== true) changes.push(set(yaml, [key, keyOf(enable)], enable, 'true', ON.enable));
  if (timeout && !isLongEnough(scalarOf(timeout)))
    changes.push(set(yaml, [key, keyOf(timeout)], timeout, String(ON.timeout), ON.timeout));
  const missing = Object.entries(ON).filter(([setting]) => !findKey(settings, setting));
  const texts = missing.map(([setting, value]) => [setting, String(value)] as const);
  if (missing.length > 0) yaml.addFirst(settings, texts);
  return [...changes, ...missing.map(([setting, to]): Change => ({ path: [key, setting], to }))];
}

function addSwitch(yaml: YamlText, section: YAMLMap, name: string): Change {
  const settings = Object.entries(ON).map(([key, value]) => [key, String(value)] as const);
  const above = findKey(section, 'url');
  if (above && !section.flow) yaml.addBelow(above, name, settings);
  else yaml.addFirst(section, [[JSON.stringify(name), '{ "enable": true, "timeout": 5 }']]);
  return { path: [name], to: ON };
}

function set(yaml: YamlText, path: Change['path'], pair: Pair, text: string, to: unknown): Change {
  yaml.replaceValue(pair, text);
  return { path, line: yaml.lineOf(pair), from: scalarOf(pair), to };
}

function isLongEnough(timeout: unknown): boolean {
  return typeof timeout === 'number' && timeout >= MIN_TIMEOUT_S;
}

/** Parses the result again: it must have the old values, apart from the changes. */
function isAsMeant({ file: { values, sectionKey }, text, changes }: Edited): boolean {
  const expected = structuredClone(values);
  const section = sectionKey === undefined ? expected : (expected[sectionKey] as Values);
  for (const { path, to } of changes) {
    const [key, setting] = path;
    if (setting === undefined) section[key] = to;
    else (section[key] as Values)[setting] = to;
  }
  return isDeepStrictEqual(readValues(text), expected);
}

import { type Document, isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { UsageError } from '../../cli/usage-error.ts';
import { isSwitch } from '../../openim/configuration.ts';
import { keyOf } from './yaml-text.ts';

/** Merge keys (`<<`) are on, as in Go's YAML. */
const PARSING = { merge: true };

/** OpenIM's configuration file, parsed. */
export interface WebhooksFile {
  /** The whole file as data. */
  readonly values: Values;
  /** The map that has the address and the switches. */
  readonly section: YAMLMap;
  /** Key of the section before v3.7, where it is a part of a larger file. */
  readonly sectionKey: typeof OLD_SECTION | undefined;
}

export type Values = Record<string, unknown>;

const OLD_SECTION = 'callback';

/**
 * Parses `config/webhooks.yml`, or `config/config.yaml` of v3.5 and v3.6.
 *
 * @throws {UsageError} when it is not YAML, not OpenIM's, or has a key twice
 */
export function parseWebhooksFile(text: string, name: string): WebhooksFile {
  const document = parseDocument(text, PARSING);
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    const what =
      error.code === 'DUPLICATE_KEY' ? 'has a key twice' : `is not valid YAML: ${error.message.split(' at line')[0]}`;
    throw new UsageError(`${name}, line ${line}, ${what}. OpenIM rejects it, too. Correct it first.`);
  }
  const top = document.contents;
  const old = isMap(top) ? top.get(OLD_SECTION) : undefined;
  const section = isMap(old) ? old : top;
  if (!isMap(section) || !section.items.some((pair) => isSwitch(keyOf(pair)))) {
    throw new UsageError(
      `${name} is not OpenIM's, because it has no switches of callbacks. Use OpenIM's config/webhooks.yml.`,
    );
  }
  const values = valuesOf(document);
  if (!values) throw new UsageError(`${name} has an alias (*) without its anchor (&). Correct it first.`);
  return { values, section, sectionKey: isMap(old) ? OLD_SECTION : undefined };
}

/** Returns a file as data, where each alias has a value of its own; undefined when the file can't be read. */
export function readValues(text: string): Values | undefined {
  const document = parseDocument(text, PARSING);
  return document.errors.length === 0 ? valuesOf(document) : undefined;
}

function valuesOf(document: Document): Values | undefined {
  try {
    return JSON.parse(JSON.stringify(document.toJS()));
  } catch {
    return undefined;
  }
}

/**
 * Finds a key as OpenIM does, which from v3.7 on reads keys in any case.
 *
 * @throws {UsageError} when a key is there twice
 */
export function findKey(map: YAMLMap, key: string): Pair | undefined {
  const [pair, other] = map.items.filter((item) => keyOf(item).toLowerCase() === key.toLowerCase());
  if (pair && other)
    throw new UsageError(`The file has both ${keyOf(pair)} and ${keyOf(other)}. Remove one of them first.`);
  return pair;
}

/** Returns the value of a scalar, undefined for anything else. */
export function scalarOf(pair: Pair | undefined): unknown {
  return isScalar(pair?.value) ? pair.value.value : undefined;
}

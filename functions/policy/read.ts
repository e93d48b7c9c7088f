import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';
import { CURRENT_VERSION_KEY, WHOLE_LIST_KEY } from './stored-policy.ts';

/** A version of a policy or of a list. Its document is undefined when it was removed. */
export interface ReadVersion {
  readonly scope: string;
  /** Sort key of the item, which may be a copy of the version. */
  readonly key: number;
  /** NaN when the item has no version. */
  readonly version: number;
  /** Not a string when something else wrote the item. */
  readonly document: unknown;
  readonly format: number | undefined;
  /** Mark of a policy that was checked. */
  readonly checked?: string | undefined;
  /** Letters of a list. */
  readonly letters?: string | undefined;
}

class Throttled extends Error {
  override readonly name = 'Throttled';
}

/** Options of a read. */
export interface Reading {
  readonly abortSignal: AbortSignal;
  /** Without it, a replica may answer that does not have the latest changes yet. */
  readonly isConsistent?: boolean;
}

/** Reads the versions in force. A scope without one is missing in the map. */
export function readCurrent(table: Table, scopes: readonly string[], reading: Reading) {
  const keys = scopes.map((scope) => ({ scope, version: CURRENT_VERSION_KEY }));
  return readVersions(table, keys, reading);
}

/** Versions by their scopes. */
export type ReadVersions = ReadonlyMap<string, ReadVersion>;

/** Reads the versions of lists in force, and second copies of `whole`, which may have another version. */
export async function readLists(table: Table, scopes: readonly string[], whole: readonly string[], reading: Reading) {
  const keys = [
    ...scopes.map((scope) => ({ scope, version: CURRENT_VERSION_KEY })),
    ...whole.map((scope) => ({ scope, version: WHOLE_LIST_KEY })),
  ];
  const read = await readKeys(table, keys, reading);
  const of = (key: number) => byScope(read.filter((version) => version.key === key));
  return { current: of(CURRENT_VERSION_KEY), whole: of(WHOLE_LIST_KEY) };
}

/** Maximum keys of one request. Source: Amazon DynamoDB API Reference, BatchGetItem. */
const MAX_KEYS = 100;

type Keys = readonly Record<string, AttributeValue>[];

interface Key {
  readonly scope: string;
  readonly version: number;
}

/**
 * Reads versions by their keys. A missing one is missing in the map.
 *
 * @throws {Throttled} and errors of the client, also when the signal aborts
 */
export async function readVersions(table: Table, wanted: readonly Key[], reading: Reading): Promise<ReadVersions> {
  return byScope(await readKeys(table, wanted, reading));
}

function byScope(read: readonly ReadVersion[]): ReadVersions {
  return new Map(read.map((version) => [version.scope, version]));
}

async function readKeys(table: Table, wanted: readonly Key[], reading: Reading): Promise<ReadVersion[]> {
  const keys = wanted.map((key) => marshall(key));
  const batches = Array.from({ length: Math.ceil(keys.length / MAX_KEYS) }, (_, index) =>
    readBatch(table, keys.slice(index * MAX_KEYS, (index + 1) * MAX_KEYS), reading),
  );
  return (await Promise.all(batches)).flat();
}

/** Goes on while answers have items, because those of one answer are limited to 16 MB. */
async function readBatch(table: Table, keys: Keys, reading: Reading): Promise<ReadVersion[]> {
  const { client, name } = table;
  const { abortSignal, isConsistent } = reading;
  const wanted = { Keys: [...keys], ...(isConsistent && { ConsistentRead: true }) };
  const request = new BatchGetItemCommand({ RequestItems: { [name]: wanted } });
  const { Responses, UnprocessedKeys } = await client.send(request, { abortSignal });
  const read = (Responses?.[name] ?? []).map(versionIn);
  const left = UnprocessedKeys?.[name]?.Keys ?? [];
  if (left.length === 0) return read;
  if (read.length === 0) throw new Throttled();
  return [...read, ...(await readBatch(table, left, reading))];
}

/** Reads an item without `unmarshall`, which would make the functions larger. */
function versionIn({
  scope,
  currentVersion,
  version,
  document,
  format,
  checked,
  letters,
}: Record<string, AttributeValue>): ReadVersion {
  const key = Number(version?.N);
  const isCopy = key <= CURRENT_VERSION_KEY;
  return {
    scope: scope?.S ?? '',
    key,
    version: Number((isCopy ? currentVersion?.N : version?.N) ?? Number.NaN),
    document: document?.S ?? document,
    format: format?.N === undefined ? undefined : Number(format.N),
    checked: checked?.S,
    letters: letters?.S,
  };
}

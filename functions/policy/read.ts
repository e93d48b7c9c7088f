import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';
import { CURRENT_VERSION_KEY } from './stored-policy.ts';

/** The policy in force in one scope. Its document is undefined when it was removed. */
export interface CurrentPolicy {
  readonly scope: string;
  /** NaN when the item has no version. */
  readonly version: number;
  /** Not a string when something else wrote the item. */
  readonly document: unknown;
}

class Throttled extends Error {
  override readonly name = 'Throttled';
}

/**
 * Reads the policies in force. A scope without one is missing in the map.
 *
 * @throws {Throttled} and errors of the client, also when the signal aborts
 */
export async function readCurrent(
  { client, name }: Table,
  scopes: readonly string[],
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, CurrentPolicy>> {
  const Keys = scopes.map((scope) => marshall({ scope, version: CURRENT_VERSION_KEY }));
  const request = new BatchGetItemCommand({ RequestItems: { [name]: { Keys } } });
  const { Responses, UnprocessedKeys } = await client.send(request, { abortSignal });
  if (Object.keys(UnprocessedKeys ?? {}).length > 0) throw new Throttled();
  return new Map((Responses?.[name] ?? []).map(currentIn).map((current) => [current.scope, current]));
}

/** Reads an item without `unmarshall`, which would make the functions larger. */
function currentIn({ scope, currentVersion, document }: Record<string, AttributeValue>): CurrentPolicy {
  return { scope: scope?.S ?? '', version: Number(currentVersion?.N ?? Number.NaN), document: document?.S ?? document };
}

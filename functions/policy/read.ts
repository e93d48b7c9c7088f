import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';
import { CURRENT_VERSION_KEY } from './stored-policy.ts';

/** The policy in force in one scope; its document is undefined when it was removed. */
export interface CurrentPolicy {
  readonly scope: string;
  /** NaN when the item has none. */
  readonly version: number;
  /** Not text when somebody else wrote the item. */
  readonly document: unknown;
}

class Throttled extends Error {
  override readonly name = 'Throttled';
}

/**
 * What is in force in each of these scopes; one where nothing is, is not in the answer.
 *
 * @throws {Throttled} and what the client throws; also when the signal aborts
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

/** What is read of an item, by hand: `unmarshall` would make a function larger than this does. */
function currentIn({ scope, currentVersion, document }: Record<string, AttributeValue>): CurrentPolicy {
  return { scope: scope?.S ?? '', version: Number(currentVersion?.N ?? Number.NaN), document: document?.S ?? document };
}

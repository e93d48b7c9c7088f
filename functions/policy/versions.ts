import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';
import { contentOf } from './stored-content.ts';
import { CURRENT_VERSION_KEY, type StoredPolicy, WHOLE_LIST_KEY } from './stored-policy.ts';

/** Another writer changed the same policy at the same time. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
}

/** Reads a version of a scope's policy, with `CURRENT_VERSION_KEY` the version in force. */
export async function readVersion(table: Table, scope: string, version: number): Promise<StoredPolicy | undefined> {
  const Key = marshall({ scope, version });
  const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item && (unmarshall(Item) as StoredPolicy);
}

/** Reads all versions of a scope's policy, newest first. */
export async function* versionsOf({ client, name }: Table, scope: string): AsyncGenerator<StoredPolicy> {
  const request: QueryCommandInput = {
    TableName: name,
    KeyConditionExpression: '#scope = :scope AND #version > :current',
    ExpressionAttributeNames: { '#scope': 'scope', '#version': 'version' },
    ExpressionAttributeValues: marshall({ ':scope': scope, ':current': CURRENT_VERSION_KEY }),
    ScanIndexForward: false,
    ConsistentRead: true,
  };
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(request));
    yield* Items.map((item) => unmarshall(item) as StoredPolicy);
    request.ExclusiveStartKey = LastEvaluatedKey;
  } while (request.ExclusiveStartKey);
}

/** Details that are stored with a version. */
export interface VersionDetails extends Pick<StoredPolicy, 'author' | 'note'> {
  /** ISO 8601, milliseconds, UTC. */
  readonly changedAt: string;
}

/**
 * Puts a new version of a scope's policy in force, and keeps the old ones. Without a document, removes the policy.
 *
 * @param document policy or list of terms
 * @returns the new version
 * @throws {ChangedMeanwhile}
 */
export async function putVersion(
  table: Table,
  scope: string,
  document: object | undefined,
  details: VersionDetails,
): Promise<number> {
  const before = await readVersion(table, scope, CURRENT_VERSION_KEY);
  // Counts past a version that an interrupted command stored without putting it in force.
  const { value: newest } = await versionsOf(table, scope).next();
  const version = (newest?.version ?? 0) + 1;
  const { content, copied, isList } = contentOf(document);
  const stored = { scope, ...details };
  await putIf(table, { ...stored, ...content, version }, 'attribute_not_exists(#scope)');
  // A reader uses this copy only if the other one, which comes into force next, has the same version.
  if (isList) await putWholeList(table, { ...stored, ...content }, version);
  await putCurrent(table, { ...stored, ...copied }, version, before?.currentVersion);
  return version;
}

type Copied = Omit<StoredPolicy, 'version' | 'currentVersion'>;

/** Stores the second copy of a list, which decides nothing. */
export async function putWholeList(table: Table, list: Copied, currentVersion: number): Promise<void> {
  await put(table, { ...list, version: WHOLE_LIST_KEY, currentVersion });
}

/**
 * Stores the copy in force.
 *
 * @param before the version that it must be of until now, if any
 * @throws {ChangedMeanwhile}
 */
export async function putCurrent(table: Table, copied: Copied, currentVersion: number, before?: number): Promise<void> {
  const condition = before === undefined ? 'attribute_not_exists(#scope)' : '#current = :before';
  await putIf(table, { ...copied, version: CURRENT_VERSION_KEY, currentVersion }, condition, before);
}

async function putIf(table: Table, item: StoredPolicy, condition: string, before?: number): Promise<void> {
  const names = condition.includes('#current') ? { '#current': 'currentVersion' } : { '#scope': 'scope' };
  await put(table, item, {
    ConditionExpression: condition,
    ExpressionAttributeNames: names,
    ...(before !== undefined && { ExpressionAttributeValues: marshall({ ':before': before }) }),
  }).catch((error) => {
    if (error instanceof ConditionalCheckFailedException) throw new ChangedMeanwhile(`the policy of ${item.scope}`);
    throw error;
  });
}

async function put(
  { client, name }: Table,
  item: StoredPolicy,
  condition: Partial<PutItemCommandInput> = {},
): Promise<void> {
  const Item = marshall(item, { removeUndefinedValues: true });
  await client.send(new PutItemCommand({ TableName: name, Item, ...condition }));
}

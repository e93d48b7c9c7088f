import { ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import {
  ALL_GROUPS,
  CURRENT_VERSION_KEY,
  listScope,
  type StoredPolicy,
} from '../../../functions/policy/stored-policy.ts';
import { listsIn } from '../../../functions/policy/term-lists.ts';
import { readVersion } from '../../../functions/policy/versions.ts';
import { documentIn } from './policy-stored.ts';

/** A list of terms in force. */
export interface StoredList {
  readonly version: number;
  readonly terms: readonly string[];
}

const Terms = v.array(v.string());

/** Returns a list in force; undefined when there is none, or when it was removed. */
export async function readStoredList(table: Table, name: string): Promise<StoredList | undefined> {
  const scope = listScope(name);
  const version = (await readVersion(table, scope, CURRENT_VERSION_KEY))?.currentVersion;
  if (version === undefined) return undefined;
  const document = (await readVersion(table, scope, version))?.document;
  return document === undefined ? undefined : { version, terms: v.parse(Terms, JSON.parse(document)) };
}

/** Returns the names of all lists that were ever stored, and the scopes of the policies in force that use each. */
export async function usedLists(table: Table): Promise<{ names: string[]; usersOf: (name: string) => string[] }> {
  const all = await Array.fromAsync(currentVersions(table));
  const prefix = listScope('');
  const names = all.flatMap(({ scope }) => (scope.startsWith(prefix) ? [scope.slice(prefix.length)] : []));
  const users = all
    .filter(({ scope, document }) => !scope.startsWith(prefix) && document !== undefined)
    .map((stored) => ({ scope: stored.scope, lists: listsIn(documentIn(stored)) }));
  const usersOf = (name: string) => users.filter(({ lists }) => lists.includes(name)).map(({ scope }) => scope);
  return { names: names.sort(), usersOf: (name) => usersOf(name).sort() };
}

/** Describes the scopes of policies in words. */
export function usersText(scopes: readonly string[]): string {
  const groups = scopes.filter((scope) => scope !== ALL_GROUPS);
  return scopes.length === groups.length ? groups.join(', ') : ['all groups', ...groups].join(', ');
}

/** Yields the copies in force of all policies and lists, and of removed ones without a document. */
export async function* currentVersions({ client, name }: Table): AsyncGenerator<StoredPolicy> {
  const request: ScanCommandInput = {
    TableName: name,
    FilterExpression: '#version = :current',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: marshall({ ':current': CURRENT_VERSION_KEY }),
    ConsistentRead: true,
  };
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand(request));
    yield* Items.map((item) => unmarshall(item) as StoredPolicy);
    request.ExclusiveStartKey = LastEvaluatedKey;
  } while (request.ExclusiveStartKey);
}

import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { listScope, WHOLE_LIST_KEY } from '../../../functions/policy/stored-policy.ts';
import { TermListReader } from '../../../functions/policy/term-lists.ts';
import { putVersion } from '../../../functions/policy/versions.ts';
import { type Exchange, startAnswerProxy } from '../../support/answer-proxy.ts';
import { auditTable, clientOf, policyTable } from '../../support/table.ts';

const never = new AbortController().signal;
const DETAILS = { changedAt: '2026-03-04T05:06:07.089Z' };

/** A policy table, and lists of it that are read through a proxy. */
async function lists(passed: (exchange: Exchange) => Promise<string> | string) {
  const beside = await auditTable();
  const table = await policyTable(beside);
  const client = clientOf(await startAnswerProxy(beside.endpoint, passed));
  const reader = new TermListReader({ client, name: table.name });
  return {
    table,
    put: (name: string, ...terms: string[]) => putVersion(table, listScope(name), terms, DETAILS),
    termsOf: async (...names: string[]) => {
      const read = await reader.read(names, new Map(), never);
      return Object.fromEntries([...read].map(([name, { terms }]) => [name, terms]));
    },
  };
}

/** Leaves a list as it is in the middle of a change: the second copy already has the next version. */
async function changeHalfway({ client, name }: Table, list: string): Promise<void> {
  const item = { scope: listScope(list), version: WHOLE_LIST_KEY, currentVersion: 2, document: '["next"]', format: 2 };
  await client.send(new PutItemCommand({ TableName: name, Item: marshall(item) }));
}

/** Holds answers to requests with a text, until they are released. */
function held(text: string) {
  const came = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const passed = async ({ request, answer }: Exchange) => {
    if (!request.includes(text)) return answer;
    came.resolve();
    await released.promise;
    return answer;
  };
  return { passed, came: came.promise, release: released.resolve };
}

it('finds lists while another read finds the next version of a list', async () => {
  const versionOfSlow = held('{"scope":{"S":"*list:slow"},"version":{"N":"1"}}');
  const { table, put, termsOf } = await lists(versionOfSlow.passed);
  await put('slow', 'first');
  await put('quick', 'first');
  await changeHalfway(table, 'slow');

  const before = termsOf('quick', 'slow');
  await versionOfSlow.came;
  await put('quick', 'second');
  const after = await termsOf('quick');
  versionOfSlow.release();

  expect(after).toEqual({ quick: ['second'] });
  expect(await before).toEqual({ quick: ['first'], slow: ['first'] });
  expect(await termsOf('quick')).toEqual(after);
});

/** Answers as a replica that does not have some items yet, unless a read is consistent. */
function lagging(isLate: (item: { scope: { S: string }; version: { N: string } }) => boolean) {
  return ({ request, answer }: Exchange): string => {
    if (request.includes('"ConsistentRead":true')) return answer;
    const { Responses = {}, ...rest } = JSON.parse(answer);
    const known = Object.entries<Parameters<typeof isLate>[0][]>(Responses).map(([name, items]) => [
      name,
      items.filter((item) => !isLate(item)),
    ]);
    return JSON.stringify({ Responses: Object.fromEntries(known), ...rest });
  };
}

it.each([
  { late: 'copy in force', key: '0' },
  { late: 'version', key: '1' },
])('finds a list although a replica does not have its $late yet', async ({ key }) => {
  const { table, put, termsOf } = await lists(
    lagging(({ scope, version }) => scope.S === listScope('new') && version.N === key),
  );
  await put('new', 'admin');
  const Key = marshall({ scope: listScope('new'), version: WHOLE_LIST_KEY });
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));

  expect(await termsOf('new')).toEqual({ new: ['admin'] });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AttributeValue, type BatchGetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { PolicyCache } from '../../../functions/policy/cache.ts';
import { rulesFor } from '../../../functions/policy/policy.ts';
import { ALL_GROUPS, listScope } from '../../../functions/policy/stored-policy.ts';
import { putVersion } from '../../../functions/policy/versions.ts';
import { startFaultProxy, startFaultyServer } from '../../support/fault-proxy.ts';
import { documentOf } from '../../support/policy.ts';
import { auditTable, clientOf, policyTable } from '../../support/table.ts';

const never = new AbortController().signal;
const AT = '2026-03-04T05:06:07.089Z';
const trim = documentOf({ nickName: [{ kind: 'trim', id: 'trim' }], ex: [{ kind: 'bytes', id: 'small', max: 5 }] });
const spaces = documentOf({ mode: 'monitor', nickName: [{ kind: 'collapse-spaces', id: 'spaces' }] });

/** A policy table behind a proxy that injects faults, and a manual clock. */
async function policies() {
  const beside = await auditTable();
  const table = await policyTable(beside);
  const way = await startFaultProxy(beside.endpoint);
  onTestFinished(() => way.close());
  const clock = { now: 1_000_000 };
  const store = new PolicyCache({ ...table, client: clientOf(way.endpoint) }, () => clock.now);
  const idsOf = async (group: string) => {
    const { policy, degraded } = await store.inForce(group, never);
    const sections = policy ? (['nickName', 'ex'] as const).flatMap((name) => rulesFor(policy, 'member', name)) : [];
    return { rules: sections.flatMap(({ rules }) => rules.map(({ id }) => id)), version: policy?.version, degraded };
  };
  return { table, way, clock, idsOf, store };
}

it('adds the sections of a group, and takes its mode', async () => {
  const { table, idsOf, store } = await policies();
  await putVersion(table, ALL_GROUPS, trim, { changedAt: AT });
  await putVersion(table, 'g', spaces, { changedAt: AT });
  await putVersion(table, 'g', spaces, { changedAt: AT });

  expect(await idsOf('g')).toEqual({
    rules: ['trim', 'spaces', 'small'],
    version: { all: 1, group: 2 },
    degraded: undefined,
  });
  expect(await idsOf('h')).toEqual({ rules: ['trim', 'small'], version: { all: 1 }, degraded: undefined });
  expect((await store.inForce('g', never)).policy?.mode).toBe('monitor');
});

it('has no rules when there is no policy', async () => {
  const { idsOf } = await policies();
  expect(await idsOf('g')).toEqual({ rules: [], version: {}, degraded: undefined });
});

it('reads again after 30 s and not before, and drops a removed policy then', async () => {
  const { table, clock, idsOf, store } = await policies();
  await putVersion(table, ALL_GROUPS, trim, { changedAt: AT });
  const first = await store.inForce('g', never);
  await putVersion(table, 'g', spaces, { changedAt: AT });

  clock.now += 29_999;
  expect((await idsOf('g')).rules).toEqual(['trim', 'small']);
  clock.now += 1;
  expect((await idsOf('g')).rules).toEqual(['trim', 'spaces', 'small']);
  await putVersion(table, 'g', undefined, { changedAt: AT });
  clock.now += 30_000;
  expect((await idsOf('g')).rules).toEqual(['trim', 'small']);
  expect((await store.inForce('g', never)).policy?.all).toEqual(first.policy?.all);
});

describe('a document in the old format', () => {
  const put = async (table: Table, scope: string, document: object) => {
    const Item = marshall({ scope, version: 0, currentVersion: 1, document: JSON.stringify(document), changedAt: AT });
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  };

  it("keeps its meaning: for members only, and with a group's sections instead of the general ones", async () => {
    const { table, store, idsOf } = await policies();
    await put(table, ALL_GROUPS, trim);
    await put(table, 'g', spaces);

    expect((await idsOf('g')).rules).toEqual(['spaces', 'small']);
    const { policy } = await store.inForce('h', never);
    expect(policy && rulesFor(policy, 'member', 'nickName')).toHaveLength(1);
    expect(policy && rulesFor(policy, 'profile', 'nickName')).toEqual([]);
  });
});

describe('lists of terms', () => {
  const staff = documentOf({ nickName: [{ kind: 'terms', id: 'staff', lists: ['staff'] }] });

  /** Returns the terms of the list that the policy in force was read with. */
  const termsIn = async (store: PolicyCache) =>
    (await store.inForce('g', never)).policy?.all?.lists.get('staff')?.terms;

  it('are read with the policy, and again when they have a new version', async () => {
    const { table, clock, store } = await policies();
    await putVersion(table, listScope('staff'), ['admin'], { changedAt: AT });
    await putVersion(table, ALL_GROUPS, staff, { changedAt: AT });
    expect(await termsIn(store)).toEqual(['admin']);
    const first = (await store.inForce('g', never)).policy?.all;

    clock.now += 30_000;
    expect((await store.inForce('g', never)).policy?.all).toBe(first);
    await putVersion(table, listScope('staff'), ['admin', 'owner'], { changedAt: AT });
    clock.now += 30_000;
    expect(await termsIn(store)).toEqual(['admin', 'owner']);
  });

  it('are read in two requests with the policy', async () => {
    const { table, way, store } = await policies();
    await putVersion(table, listScope('staff'), ['admin'], { changedAt: AT });
    await putVersion(table, ALL_GROUPS, staff, { changedAt: AT });

    expect(await termsIn(store)).toEqual(['admin']);
    expect(way.asked()).toEqual(['BatchGetItem', 'BatchGetItem']);
    expect((await store.inForce('g', never)).policy?.all?.lists.get('staff')?.letters).toBeDefined();
  });

  it.each([
    { copy: 'of another version', item: { currentVersion: 1, document: '["old"]' } },
    { copy: 'without a version', item: { document: '["old"]' } },
    { copy: 'in an unknown format', item: { currentVersion: 2, document: '["old"]', format: 3 } },
    { copy: 'that is not valid', item: { currentVersion: 2, document: '[' } },
    { copy: 'with letters that are not valid', item: { currentVersion: 2, document: '["new"]', letters: '[' } },
    { copy: 'with letters of another list', item: { currentVersion: 2, document: '["new"]', letters: '{"mark":"x"}' } },
  ])('are those of the version in force, with a copy $copy', async ({ item }) => {
    const { table, store } = await policies();
    await putVersion(table, ALL_GROUPS, staff, { changedAt: AT });
    for (const terms of [['old'], ['new']]) await putVersion(table, listScope('staff'), terms, { changedAt: AT });
    const Item = marshall({ scope: listScope('staff'), version: -1, ...item });
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));

    expect(await termsIn(store)).toEqual(['new']);
  });

  it('keep their last version when the newest is not valid, and the policy is then degraded', async () => {
    const { table, clock, store } = await policies();
    await putVersion(table, listScope('staff'), ['admin'], { changedAt: AT });
    await putVersion(table, ALL_GROUPS, staff, { changedAt: AT });
    await termsIn(store);
    await putVersion(table, listScope('staff'), [7], { changedAt: AT });
    clock.now += 30_000;

    expect(await termsIn(store)).toEqual(['admin']);
    expect((await store.inForce('g', never)).degraded).toBe(
      'the list staff of the policy for scope * is missing or not valid',
    );
  });

  it('leave a policy unread when they are missing', async () => {
    const { table, store } = await policies();
    await putVersion(table, ALL_GROUPS, staff, { changedAt: AT });

    expect(await store.inForce('g', never)).toEqual({ degraded: expect.stringContaining('the list staff') });
  });
});

describe('reads that take their time', () => {
  /** A policy table whose answers the test gives, in any order. */
  function slowPolicies() {
    const asked: { answer: (items: readonly object[]) => void; keys: number }[] = [];
    const send = ({ input }: BatchGetItemCommand) =>
      new Promise((resolve) => {
        asked.push({
          keys: input.RequestItems?.policy?.Keys?.length ?? 0,
          answer: (items) => resolve({ Responses: { policy: items.map((item) => marshall(item)) } }),
        });
      });
    const clock = { now: 1_000_000 };
    const table = { client: { send }, name: 'policy' } as unknown as Table;
    return { asked, clock, store: new PolicyCache(table, () => clock.now) };
  }

  const current = (scope: string, version: number, document?: object) => ({
    ...{ scope, version: 0, currentVersion: version, format: 2 },
    ...(document && { document: JSON.stringify(document) }),
  });

  it('never replace what a later read has found', async () => {
    const { asked, clock, store } = slowPolicies();
    const first = store.inForce(undefined, never);
    clock.now += 1;
    const second = store.inForce(undefined, never);
    asked[1]?.answer([current(ALL_GROUPS, 2, spaces)]);
    expect((await second).policy?.version).toEqual({ all: 2 });
    asked[0]?.answer([current(ALL_GROUPS, 1, trim)]);

    expect((await first).policy?.version).toEqual({ all: 2 });
  });

  it('count the 30 s from the time at which they were asked', async () => {
    const { asked, clock, store } = slowPolicies();
    const first = store.inForce(undefined, never);
    clock.now += 400;
    asked[0]?.answer([current(ALL_GROUPS, 1, trim)]);
    await first;
    clock.now += 29_600;
    void store.inForce(undefined, never);

    expect(asked).toHaveLength(2);
  });

  it('ask for at most 100 keys at once, which is the limit of the database', async () => {
    const { asked, store } = slowPolicies();
    const lists = Array.from({ length: 150 }, (_, index) => `list${index}`);
    const document = documentOf({ nickName: [{ kind: 'terms', id: 'many', lists }] });
    void store.inForce(undefined, never);
    asked[0]?.answer([current(ALL_GROUPS, 1, document)]);
    await vi.waitUntil(() => asked.length > 1);

    expect(asked.map(({ keys }) => keys)).toEqual([1, 100, 100, 100]);
  });
});

describe('when the table or its content fails', () => {
  it('goes on to read what did not fit into one answer', async () => {
    const first = { Keys: [{ scope: { S: ALL_GROUPS }, version: { N: '0' } }] };
    const item = { scope: ALL_GROUPS, version: 0, currentVersion: 1, format: 2, document: JSON.stringify(trim) };
    const own = { ...item, scope: 'g', document: JSON.stringify(spaces) };
    const answers = [
      { Responses: { policy: [marshall(own)] }, UnprocessedKeys: { policy: first } },
      { Responses: { policy: [marshall(item)] }, UnprocessedKeys: {} },
    ];
    const client = { send: async () => answers.shift() };
    const store = new PolicyCache({ client, name: 'policy' } as unknown as Table);

    expect((await store.inForce('g', never)).policy?.version).toEqual({ all: 1, group: 1 });
  });

  it('treats unprocessed keys of a throttled table as a failure, not as no policy', async () => {
    const keys = { Keys: [{ scope: { S: ALL_GROUPS }, version: { N: '0' } }] };
    const answer = JSON.stringify({ Responses: {}, UnprocessedKeys: { 'openim-policy': keys } });
    const server = createServer((_request, response) => response.end(answer)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => server.closeAllConnections());
    const { port } = server.address() as AddressInfo;
    const store = new PolicyCache({ client: clientOf(`http://127.0.0.1:${port}`), name: 'openim-policy' });

    expect(await store.inForce('g', never)).toEqual({ degraded: 'the policy could not be read: Throttled' });
  });

  it.each(['refuses', 'hangs'] as const)(
    'on the first request, returns no policy and the reason: %s',
    async (fault) => {
      const { endpoint, asked } = await startFaultyServer(fault);
      const store = new PolicyCache({ client: clientOf(endpoint), name: 'openim-policy' }, () => 1_000_000);

      const first = await store.inForce('g', never);
      const requests = asked().length;
      expect(await store.inForce('g', never)).toEqual(first);

      expect(asked()).toHaveLength(requests);
      expect(first).toEqual({ degraded: expect.stringMatching(/^the policy could not be read: /) });
    },
  );

  it('later, keeps the policies that were read last, and for other groups the policy for all', async () => {
    const { table, way, clock, idsOf } = await policies();
    await putVersion(table, ALL_GROUPS, trim, { changedAt: AT });
    await putVersion(table, 'g', spaces, { changedAt: AT });
    await idsOf('g');
    await way.break(['BatchGetItem'], 'hangs');
    clock.now += 60_000;

    expect(await idsOf('g')).toMatchObject({ rules: ['trim', 'spaces', 'small'], degraded: expect.any(String) });
    expect(await idsOf('h')).toMatchObject({ rules: ['trim', 'small'], degraded: expect.any(String) });

    await way.mend();
    clock.now += 5_000;
    expect((await idsOf('g')).degraded).toBeUndefined();
  });

  it('keeps the policy for all in force for a group whose own policy is not valid', async () => {
    const { table, idsOf } = await policies();
    await putVersion(table, ALL_GROUPS, trim, { changedAt: AT });
    await putVersion(table, 'bad', { nickName: [{ kind: 'bogus' }] } as never, { changedAt: AT });

    expect(await idsOf('bad')).toMatchObject({
      rules: ['trim', 'small'],
      degraded: 'the policy for scope bad is not valid',
    });
    expect(await idsOf('x'.repeat(3_000))).toEqual({
      rules: ['trim', 'small'],
      version: { all: 1 },
      degraded: undefined,
    });
    expect(await idsOf('good')).toEqual({ rules: ['trim', 'small'], version: { all: 1 }, degraded: undefined });
  });

  it('keeps the last valid policy in force after an invalid one', async () => {
    const { table, clock, idsOf } = await policies();
    await putVersion(table, ALL_GROUPS, trim, { changedAt: AT });
    await idsOf('g');
    await putVersion(table, ALL_GROUPS, { nickName: [{ kind: 'bogus' }] } as never, { changedAt: AT });
    clock.now += 30_000;

    expect(await idsOf('g')).toMatchObject({
      rules: ['trim', 'small'],
      degraded: 'the policy for scope * is not valid',
    });
  });

  it.each([
    { item: 'a document that is not a string', attributes: { currentVersion: { N: '2' }, document: { M: {} } } },
    { item: 'no version', attributes: { document: { S: '{}' } } },
    { item: 'a version that is not a number', attributes: { currentVersion: { S: '2' }, document: { S: '{}' } } },
  ])('keeps the last valid policy in force after $item', async ({ attributes }) => {
    const { table, clock, idsOf } = await policies();
    await putVersion(table, ALL_GROUPS, trim, { changedAt: AT });
    await idsOf('g');
    const Item = { scope: { S: ALL_GROUPS }, version: { N: '0' }, ...(attributes as Record<string, AttributeValue>) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    clock.now += 30_000;

    expect(await idsOf('g')).toEqual({
      rules: ['trim', 'small'],
      version: { all: 1 },
      degraded: 'the policy for scope * is not valid',
    });
  });
});

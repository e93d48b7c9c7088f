import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { renewCopies } from '../../../functions/policy/renew-copies.ts';
import { ALL_GROUPS, listScope } from '../../../functions/policy/stored-policy.ts';
import { putVersion } from '../../../functions/policy/versions.ts';
import { documentOf } from '../../support/policy.ts';
import { auditTable, policyTable } from '../../support/table.ts';

const DETAILS = { changedAt: '2026-03-04T05:06:07.089Z', author: 'ada', note: 'first' };
const STAFF = listScope('staff');

async function itemsIn({ client, name }: Table) {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: name, ConsistentRead: true }));
  const items = Items.map((item) => unmarshall(item)).map((item) => [`${item.scope} ${item.version}`, item] as const);
  return Object.fromEntries(items);
}

async function storedPolicies(): Promise<Table> {
  const table = await policyTable(await auditTable());
  await putVersion(table, STAFF, ['admin'], DETAILS);
  await putVersion(table, ALL_GROUPS, documentOf({ nickName: [{ kind: 'trim', id: 'trim' }] }), DETAILS);
  return table;
}

it('gives policies and lists from before what a new version has, and changes nothing else', async () => {
  const table = await storedPolicies();
  const before = await itemsIn(table);
  for (const { checked: _checked, letters: _letters, ...old } of Object.values(before))
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(old) }));
  const { letters: _own, ...version } = before[`${STAFF} 1`] ?? {};

  await renewCopies(table, STAFF);
  await renewCopies(table, ALL_GROUPS);
  await renewCopies(table, 'nobody');

  expect(before[`${STAFF} -1`]).toHaveProperty('letters');
  expect(before[`${ALL_GROUPS} 0`]).toHaveProperty('checked');
  expect(await itemsIn(table)).toEqual({ ...before, [`${STAFF} 1`]: version });
});

it('leaves removed policies and lists as they are', async () => {
  const table = await storedPolicies();
  await putVersion(table, STAFF, undefined, DETAILS);
  await putVersion(table, ALL_GROUPS, undefined, DETAILS);
  const before = await itemsIn(table);

  await renewCopies(table, STAFF);
  await renewCopies(table, ALL_GROUPS);

  expect(await itemsIn(table)).toEqual(before);
});

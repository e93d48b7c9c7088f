import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { CURRENT_VERSION_KEY } from '../../../functions/policy/stored-policy.ts';
import { ChangedMeanwhile, putVersion, readVersion, versionsOf } from '../../../functions/policy/versions.ts';
import { documentOf } from '../../support/policy.ts';
import { auditTable, policyTable } from '../../support/table.ts';

const trim = documentOf({ nickName: [{ kind: 'trim', id: 'trim' }] });

it('keeps every version, numbers them in each scope, and keeps removed ones', async () => {
  const table = await policyTable(await auditTable());

  expect(await putVersion(table, '*', trim, { changedAt: 'one' })).toBe(1);
  expect(await putVersion(table, 'g', trim, { changedAt: 'other' })).toBe(1);
  expect(await putVersion(table, '*', {}, { changedAt: 'two' })).toBe(2);
  expect(await putVersion(table, '*', undefined, { changedAt: 'three' })).toBe(3);

  const versions = await Array.fromAsync(versionsOf(table, '*'));
  expect(versions.map(({ version, changedAt, document }) => [version, changedAt, document])).toEqual([
    [3, 'three', undefined],
    [2, 'two', '{}'],
    [1, 'one', JSON.stringify(trim)],
  ]);
  expect(await readVersion(table, '*', CURRENT_VERSION_KEY)).toMatchObject({ currentVersion: 3 });
  expect(await readVersion(table, '*', 1)).toMatchObject({ document: JSON.stringify(trim) });
  expect(await readVersion(table, 'h', CURRENT_VERSION_KEY)).toBeUndefined();
});

it('rejects concurrent changes of the same policy with ChangedMeanwhile', async () => {
  const table = await policyTable(await auditTable());
  const results = await Promise.allSettled(
    [1, 2, 3, 4].map((n) => putVersion(table, '*', trim, { changedAt: String(n) })),
  );

  const failed = results.filter((result) => result.status === 'rejected');
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.length).toBeLessThan(4);
  for (const { reason } of failed) expect(reason).toBeInstanceOf(ChangedMeanwhile);
  expect(await readVersion(table, '*', CURRENT_VERSION_KEY)).toBeDefined();
});

it('does not reuse the number of a version that never came into force', async () => {
  const table = await policyTable(await auditTable());
  await putVersion(table, '*', trim, { changedAt: 'one' });
  const Item = marshall({ scope: '*', version: 2, changedAt: 'ended halfway', document: '{}' });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));

  expect(await putVersion(table, '*', {}, { changedAt: 'three' })).toBe(3);
  expect(await readVersion(table, '*', CURRENT_VERSION_KEY)).toMatchObject({ currentVersion: 3 });
});

import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { CURRENT_VERSION_KEY, listScope, WHOLE_LIST_KEY } from '../../../functions/policy/stored-policy.ts';
import { ChangedMeanwhile, putVersion, readVersion, versionsOf } from '../../../functions/policy/versions.ts';
import { MAX_DOCUMENT_BYTES } from '../../../infra/operator/policy/policy-file.ts';
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

describe('the largest items fit into the table', () => {
  /** Longest details that commands and AWS accept. */
  const LONGEST = { changedAt: '2026-03-04T05:06:07.089Z', author: 'a'.repeat(2_048), note: '界'.repeat(500) };

  it('of a list, with its letters', async () => {
    const table = await policyTable(await auditTable());
    const scope = listScope('x'.repeat(64));
    const lettersOf = (index: number) =>
      String(index).replaceAll(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)));
    const numbered = Array.from({ length: 7_000 }, (_, index) => lettersOf(index).padEnd(47, 'zyxwvutsrqponmlk'));
    const terms = [...numbered.slice(1), 'last'.padEnd(46, 'x')];
    expect(Buffer.byteLength(JSON.stringify(terms))).toBe(MAX_DOCUMENT_BYTES);

    await putVersion(table, scope, terms, LONGEST);

    expect(await readVersion(table, scope, CURRENT_VERSION_KEY)).toMatchObject({ currentVersion: 1 });
    expect(await readVersion(table, scope, WHOLE_LIST_KEY)).toMatchObject({
      currentVersion: 1,
      letters: expect.stringMatching(/^.{37000}/s),
    });
  });

  it('of a policy', async () => {
    const table = await policyTable(await auditTable());
    const scope = 'g'.repeat(2_048);
    const document = (text: string) => documentOf({ $schema: text, nickName: [{ kind: 'trim', id: 'trim' }] });
    const left = MAX_DOCUMENT_BYTES - Buffer.byteLength(JSON.stringify(document('')));

    await putVersion(table, scope, document('x'.repeat(left)), LONGEST);

    const stored = await readVersion(table, scope, CURRENT_VERSION_KEY);
    expect(stored).toMatchObject({ currentVersion: 1, checked: expect.any(String) });
    expect(stored?.document).toHaveLength(MAX_DOCUMENT_BYTES);
  });
});

import { hash } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { callbackNamed } from '../../../functions/openim/catalogue.ts';
import { PolicyCache } from '../../../functions/policy/cache.ts';
import { memberDoor } from '../../../functions/policy/doors/member.ts';
import { judgingAt } from '../../../functions/policy/judging.ts';
import { SCHEMA_NUMBER } from '../../../functions/policy/stored-document.ts';
import { ALL_GROUPS, FORMAT, listScope } from '../../../functions/policy/stored-policy.ts';
import { bitsOf } from '../../../functions/policy/text/folds/fold.ts';
import { lettersKey, markOf } from '../../../functions/policy/text/term-list.ts';
import { putVersion } from '../../../functions/policy/versions.ts';
import { documentOf } from '../../support/policy.ts';
import { auditTable, policyTable } from '../../support/table.ts';

const DETAILS = { changedAt: '2026-03-04T05:06:07.089Z' };
const trim = documentOf({ nickName: [{ kind: 'trim', id: 'trim' }] });
const spaces = documentOf({ nickName: [{ kind: 'collapse-spaces', id: 'spaces' }] });

/** Key of the letters that the list's rule uses. */
const KEY = lettersKey(bitsOf({}));
const staff = documentOf({ nickName: [{ kind: 'terms', id: 'staff', lists: ['staff'] }] });

/** Policies that judge nicknames, and a clock that stands still. */
async function policies() {
  const table = await policyTable(await auditTable());
  const clock = { now: 1_000_000 };
  const cache = new PolicyCache(table, () => clock.now);
  const { judge } = judgingAt(memberDoor, callbackNamed('before-set-group-member-info'), {
    policies: cache,
    failureVerdict: 'refuse',
  });
  const write = (item: object) =>
    table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall({ format: FORMAT, ...item }) }));
  return {
    clock,
    put: (scope: string, document: object) => putVersion(table, scope, document, DETAILS),
    /** Stores a document with the mark that it would have if the schema accepted it. */
    forge: (scope: string, document: string) => {
      const checked = hash('sha256', `${SCHEMA_NUMBER} ${process.versions.unicode} ${document}`, 'base64');
      return write({ scope, version: 0, currentVersion: 9, document, checked });
    },
    /** Stores a list with letters, and the mark of both. */
    forgeList: async (document: string, letters: object) => {
      const scope = listScope('staff');
      const marked = JSON.stringify({ mark: markOf(document, letters as never), ...letters });
      await write({ scope, version: 0, currentVersion: 9 });
      await write({ scope, version: 9, document, letters: marked });
    },
    judged: async (groupID: string, name = ' a  b') => {
      const { verdict, rules, degraded } = await judge({ groupID, nickName: name }, new AbortController().signal);
      return { verdict, rules: rules?.map(({ id }) => id), ...(degraded !== undefined && { degraded }) };
    },
  };
}

/** Documents that the schema does not accept. */
const INVALID = [
  'null',
  '5',
  '[',
  '{"nickName":5}',
  '{"nickName":{"rules":5}}',
  '{"nickName":{"at":5,"rules":[]}}',
  '{"nickName":[null]}',
  '{"nickName":[{"kind":"bogus","id":"x"}]}',
  '{"nickName":[{"kind":"terms","id":"x","terms":5}]}',
  '{"nickName":[{"kind":"trim","id":"x","except":{"userIDs":5}}]}',
  '{"nickName":[{"kind":"terms","id":"x","lists":[5]}]}',
  `{"nickName":[{"kind":"terms","id":"x","lists":["${'x'.repeat(3_000)}"]}]}`,
];

describe.each(INVALID.map((document) => ({ document, shown: document.slice(0, 60) })))(
  'a mark of the invalid policy $shown',
  ({ document }) => {
    it('affects only the group of this policy', async () => {
      const { put, forge, judged } = await policies();
      await put(ALL_GROUPS, trim);
      await forge('bad', document);

      expect(await judged('bad')).toEqual({
        verdict: 'change',
        rules: ['trim'],
        degraded: 'the policy for scope bad is not valid',
      });
      expect(await judged('good')).toEqual({ verdict: 'change', rules: ['trim'] });
    });

    it('keeps the last valid policy for all groups in force', async () => {
      const { clock, put, forge, judged } = await policies();
      await put(ALL_GROUPS, trim);
      await put('g', spaces);
      await judged('g');
      await forge(ALL_GROUPS, document);
      clock.now += 30_000;

      expect(await judged('g')).toEqual({
        verdict: 'change',
        rules: ['trim', 'spaces'],
        degraded: 'the policy for scope * is not valid',
      });
    });
  },
);

it('answers with the failure verdict until a valid policy for all groups is read', async () => {
  const { forge, judged } = await policies();
  await forge(ALL_GROUPS, '{"nickName":[{"kind":"bogus","id":"x"}]}');

  expect(await judged('g')).toEqual({
    verdict: 'refuse',
    rules: undefined,
    degraded: 'the policy for scope * is not valid',
  });
});

it.each([
  { letters: {} },
  { letters: { [KEY]: { words: null, parts: null } } },
  { letters: { [KEY]: { words: 5, parts: 5 } } },
  { letters: { [KEY]: { words: { needles: '/////w==', letters: '' }, parts: { needles: '', letters: '' } } } },
])('reads a list without the letters $letters, which do not fit the list', async ({ letters }) => {
  const { put, forgeList, judged } = await policies();
  await forgeList('["admin"]', letters);
  await put(ALL_GROUPS, staff);

  expect(await judged('g', 'ADMIN')).toEqual({ verdict: 'refuse', rules: ['staff'] });
});

it.each(['5', '{}', '[5]', '['])(
  'affects only policies that use the invalid list %s with letters',
  async (document) => {
    const { put, forgeList, judged } = await policies();
    await put(ALL_GROUPS, trim);
    await forgeList(document, {
      [KEY]: { words: { needles: 'AAA=', letters: '' }, parts: { needles: '', letters: '' } },
    });
    await put('bad', staff);

    expect(await judged('bad')).toEqual({
      verdict: 'change',
      rules: ['trim'],
      degraded: 'the list staff of the policy for scope bad is missing or not valid',
    });
    expect(await judged('good')).toEqual({ verdict: 'change', rules: ['trim'] });
  },
);

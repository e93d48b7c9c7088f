import { expect, it } from 'vitest';
import { ALL_GROUPS } from '../../functions/policy/stored-policy.ts';
import { putVersion } from '../../functions/policy/versions.ts';
import { bodyOf } from '../support/bodies.ts';
import { call, loadFunctions } from '../support/call.ts';
import { startFaultyServer } from '../support/fault-proxy.ts';
import { documentOf } from '../support/policy.ts';
import { auditTable, found, policyTable } from '../support/table.ts';

const NAME = 'before-set-group-member-info';
const GO_ON = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };
const rules = {
  nickName: [
    { kind: 'trim', id: 'trim' },
    { kind: 'terms', id: 'rude', terms: ['spam'], errCode: 5077, message: 'Please be polite.' },
  ],
  roleLevel: [{ kind: 'levels', id: 'levels', allow: [20], setTo: 20 }],
};

async function withPolicy(document: object) {
  const table = await auditTable();
  const policies = await policyTable(table);
  await putVersion(policies, ALL_GROUPS, documentOf(document), { changedAt: '2026-03-04T05:06:07.089Z' });
  const functions = await loadFunctions(table.endpoint, { POLICY_TABLE_NAME: policies.name });
  const send = async (fields: object) => (await call(functions, NAME, { body: { ...bodyOf(NAME), ...fields } })).answer;
  return {
    table,
    send,
    decisions: async () =>
      (await found(table, { index: 'byGroup', id: 'g-400' })).map(({ outcome, decision }) => ({
        outcome,
        ...decision,
      })),
  };
}

it('refuses by a rule, answers with its message, and records which rule it was', async () => {
  const { send, decisions } = await withPolicy(rules);

  expect(await send({ nickName: ' ｓ.р\u200bam ' })).toEqual({
    actionCode: 0,
    errCode: 5077,
    errMsg: 'Please be polite.',
    errDlt: 'rule rude, field nickName',
    nextCode: 1,
  });
  expect(await decisions()).toMatchObject([
    {
      outcome: 'refused',
      verdict: 'refuse',
      mode: 'enforce',
      policyVersion: { all: 1 },
      rules: [{ id: 'trim' }, { id: 'rude', action: 'refuse', why: 'the term spam' }],
    },
  ]);
});

it('answers the changed fields only', async () => {
  const { send, decisions } = await withPolicy(rules);

  expect(await send({ nickName: ' 小李 ', roleLevel: 60, ex: 'x' })).toEqual({
    ...GO_ON,
    nickName: '小李',
    roleLevel: 20,
  });
  expect(await decisions()).toMatchObject([
    {
      outcome: 'changed',
      verdict: 'change',
      changes: { nickName: { before: ' 小李 ', after: '小李' }, roleLevel: { before: 60, after: 20 } },
    },
  ]);
});

it('allows everything in monitor mode, and records what would have happened', async () => {
  const { send, decisions } = await withPolicy({ ...rules, mode: 'monitor' });

  expect(await send({ nickName: 'spam' })).toEqual(GO_ON);
  expect(await decisions()).toMatchObject([
    { outcome: 'allowed', verdict: 'allow', wouldBe: 'refuse', mode: 'monitor', rules: [{ id: 'rude' }] },
  ]);
});

it('does not judge a field that is null or absent', async () => {
  const { send } = await withPolicy({ ...rules, ex: [{ kind: 'json', id: 'json' }] });

  expect(await send({ nickName: null, faceURL: null, roleLevel: null, ex: null })).toEqual(GO_ON);
});

it.each([
  { failureVerdict: 'refuse', answer: { actionCode: 0, errCode: 5500, nextCode: 1 }, outcome: 'refused' },
  { failureVerdict: 'allow', answer: GO_ON, outcome: 'allowed' },
])(
  'lets the failure verdict decide when no policy was ever read: $failureVerdict',
  async ({ failureVerdict, answer, outcome }) => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint, {
      POLICY_TABLE_NAME: 'not-there',
      FAILURE_VERDICT: failureVerdict,
    });

    expect((await call(functions, NAME, { body: bodyOf(NAME) })).answer).toMatchObject(answer);
    expect(await found(table, { index: 'byGroup', id: 'g-400' })).toMatchObject([
      {
        outcome,
        decision: { verdict: failureVerdict, degraded: 'the policy could not be read: ResourceNotFoundException' },
      },
    ]);
  },
);

it('keeps to what was refused when it can not be recorded', async () => {
  const { endpoint } = await startFaultyServer('refuses');
  const functions = await loadFunctions(endpoint, { POLICY_TABLE_NAME: 'openim-policy', FAILURE_VERDICT: 'refuse' });

  const { answer } = await call(functions, NAME, { body: bodyOf(NAME) });

  expect(answer).toMatchObject({ errCode: 5500, nextCode: 1 });
});

it('records what was decided of values that are longer than an item', async () => {
  const hosts = { kind: 'hosts', id: 'hosts', allow: ['a.example'], replaceWith: 'https://a.example/' };
  const { table, send } = await withPolicy({ faceURL: [hosts] });

  expect(await send({ faceURL: `https://b.example/${'x'.repeat(450_000)}` })).toEqual({
    ...GO_ON,
    faceURL: 'https://a.example/',
  });

  const [record] = await found(table, { index: 'byGroup', id: 'g-400' });
  expect(record?.decision?.changes?.faceURL).toMatchObject({ after: 'https://a.example/' });
  expect(String(record?.decision?.changes?.faceURL?.before).length).toBe(1_000);
  expect(String(record?.event?.faceURL).length).toBeGreaterThan(450_000);
});

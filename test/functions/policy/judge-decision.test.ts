import { describe, expect, it } from 'vitest';
import { combined } from '../../../functions/policy/policy.ts';
import { judgeMember, policyOf } from '../../support/policy.ts';

const policyVersion = { all: 1 };
const spam = { kind: 'terms', id: 'spam', terms: ['spam'] };
const replaceWith = (id: string, host: string) => ({
  kind: 'hosts' as const,
  id,
  allow: [host],
  replaceWith: `https://${host}/`,
});

it('says nothing of rules and changes when no rule fires', () => {
  const decision = judgeMember({ nickName: 'Ana' }, policyOf({ nickName: [spam] }));

  expect(decision).toEqual({ verdict: 'allow', mode: 'enforce', policyVersion });
});

it('names the rule, the field and the answer of a refusal', () => {
  const decision = judgeMember(
    { nickName: 'spam' },
    policyOf({ nickName: [{ ...spam, errCode: 5901, message: 'No.' }] }),
  );

  expect(decision).toEqual({
    verdict: 'refuse',
    mode: 'enforce',
    rules: [{ id: 'spam', field: 'nickName', action: 'refuse', why: expect.any(String), errCode: 5901, errMsg: 'No.' }],
    policyVersion,
  });
});

it('names what a change replaced, and allows it in monitor mode', () => {
  const policy = policyOf({ mode: 'monitor', nickName: [{ kind: 'trim', id: 'trim' }] });

  expect(judgeMember({ nickName: ' Ana ' }, policy)).toEqual({
    verdict: 'allow',
    wouldBe: 'change',
    mode: 'monitor',
    rules: [{ id: 'trim', field: 'nickName', action: 'change', why: expect.any(String) }],
    changes: { nickName: { before: ' Ana ', after: 'Ana' } },
    policyVersion,
  });
});

it('refuses a value that two rules change in turn without an end, and names each rule once', () => {
  // A policy with this mistake is not accepted, but the judge must end with any.
  const rules = [replaceWith('a', 'a.example'), replaceWith('b', 'b.example')];
  const policy = combined({ document: { faceURL: rules }, lists: new Map() });

  const { verdict, rules: fired } = judgeMember({ faceURL: 'https://a.example/x' }, policy);

  expect(verdict).toBe('refuse');
  const named = fired?.map(({ id, action }) => `${id} ${action}`).sort();
  expect(named).toEqual(['a change', 'a refuse', 'b change']);
  expect(fired?.find(({ action }) => action === 'refuse')?.why).toBe('it changes without an end');
});

describe('clearing a value', () => {
  it.each([
    { required: true, verdict: 'refuse' },
    { required: false, verdict: 'allow' },
    { required: undefined, verdict: 'allow' },
  ])('is judged by `required` only: $required', ({ required, verdict }) => {
    const rule = required === undefined ? spam : { ...spam, required };
    const decision = judgeMember({ nickName: '' }, policyOf({ nickName: [rule] }));

    expect(decision.verdict).toBe(verdict);
    expect(decision.rules?.map(({ why }) => why)).toEqual(required ? ['it must not be empty'] : undefined);
  });
});

describe('a name of more than 1,000 characters', () => {
  const long = 'x'.repeat(1_001);

  it('is refused by a rule of its own', () => {
    expect(judgeMember({ nickName: long }, policyOf({ nickName: [spam] })).rules).toMatchObject([
      { id: 'too-long', action: 'refuse', why: 'more than 1000 characters' },
    ]);
  });

  it.each([
    { why: 'it is one shorter', change: { nickName: long.slice(1) }, document: { nickName: [spam] } },
    { why: 'no rule judges names', change: { nickName: long }, document: {} },
    { why: 'it is not a name', change: { ex: long }, document: { ex: [{ kind: 'bytes', id: 'b', max: 5_000 }] } },
  ])('is allowed when $why', ({ change, document }) => {
    expect(judgeMember(change, policyOf(document)).verdict).toBe('allow');
  });
});

it('refuses the role of an owner without any rule, and no other role', () => {
  expect(judgeMember({ roleLevel: 100 }, policyOf({})).rules).toMatchObject([
    { id: 'owner', field: 'roleLevel', action: 'refuse', why: 'the role 100' },
  ]);
  expect(judgeMember({ roleLevel: 60 }, policyOf({})).verdict).toBe('allow');
});

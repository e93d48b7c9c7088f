import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../functions/policy/document.ts';
import { checkOf } from '../../../functions/policy/shared-checks.ts';
import { documentOf } from '../../support/policy.ts';

const STAFF = { terms: ['admin', 'staff'] };
const RUDE = { terms: ['spam'] };
const LISTS = new Map([
  ['staff', STAFF],
  ['also-staff', STAFF],
  ['rude', RUDE],
]);

function ruleOf(settings: object): Rule {
  const document = documentOf({ groupName: [{ kind: 'terms', id: 'r', lists: ['staff'], ...settings }] });
  const [rule] = (document.groupName ?? []) as Rule[];
  if (!rule) throw new Error('no rule');
  return rule;
}

const check = checkOf(ruleOf({}), LISTS);

describe('rules share the index of a list', () => {
  it.each([
    { why: 'their ids and answers differ', settings: { id: 'x', errCode: 5_077, message: 'No.', mode: 'monitor' } },
    {
      why: 'they have other exceptions of users and doors',
      settings: { except: { userIDs: ['u'], at: ['group-info'] } },
    },
    { why: 'only one is required', settings: { required: true } },
    { why: 'the list has another name', settings: { lists: ['also-staff'] } },
  ])('when $why', ({ settings }) => {
    expect(checkOf(ruleOf(settings), LISTS)).toBe(check);
  });
});

describe('rules have their own index', () => {
  it.each([
    { why: 'folds', settings: { folds: { digits: false } } },
    { why: 'accents', settings: { foldAccents: true } },
    { why: 'actions', settings: { action: 'mask' } },
    { why: 'terms of their own', settings: { terms: ['boss'] } },
    { why: 'excepted terms', settings: { except: { terms: ['admin fan'] } } },
    { why: 'further lists', settings: { lists: ['staff', 'rude'] } },
  ])('when they differ in $why', ({ settings }) => {
    expect(checkOf(ruleOf(settings), LISTS)).not.toBe(check);
  });

  it('when the list has a new version, in whichever place', () => {
    const two = ruleOf({ lists: ['staff', 'rude'] });
    const before = checkOf(two, LISTS);

    const after = checkOf(two, new Map([...LISTS, ['rude', { terms: ['eggs'] }]]));

    expect(checkOf(two, LISTS)).toBe(before);
    expect(after('eggs')).toBeDefined();
    expect(before('eggs')).toBeUndefined();
    expect(checkOf(ruleOf({}), new Map([['staff', { ...STAFF }]]))).not.toBe(check);
  });
});

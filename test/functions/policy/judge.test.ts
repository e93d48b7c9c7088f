import { describe, expect, it } from 'vitest';
import type { DoorName } from '../../../functions/policy/doors/sections.ts';
import { judge } from '../../../functions/policy/judge.ts';
import { combined } from '../../../functions/policy/policy.ts';
import { replyTo } from '../../../functions/policy/reply.ts';
import { documentOf, judgeMember, policyOf } from '../../support/policy.ts';
import { named, nickName, rule, terms } from '../../support/rules.ts';

describe('changes a name', () => {
  it.each([
    ['by trimming it', nickName(rule('trim', {})), ' \u3000小明 ', '小明'],
    ['by collapsing spaces', nickName(rule('collapse-spaces', {})), 'a \u00a0 b', 'a b'],
    ['by masking the term', terms(['spam'], { action: 'mask' }), 'I s.p.a.m you', 'I ******* you'],
    ['with each character masked once', terms(['spam'], { action: 'mask' }), 'ｓｐ\u0301ａｍ', 'ｓｐ\u0301ａｍ'],
    [
      'by masking terms that masking joined',
      terms(
        [
          { term: 'foo', match: 'anywhere' },
          { term: 'xx', match: 'anywhere' },
        ],
        { action: 'mask' },
      ),
      'fxxoo',
      '*****',
    ],
    [
      'by several rules',
      nickName(rule('trim', {}), rule('collapse-spaces', {}), rule('terms', { terms: ['spam'], action: 'mask' })),
      '  a   spam ',
      'a ****',
    ],
  ] as const)('%s', (_how, policy, name, after) => {
    expect(named(name, policy)).toBe(after);
  });

  it('lists each rule that fired, with the value before and after', () => {
    const policy = nickName(
      rule('trim', {}),
      rule('terms', { terms: ['spam'], errCode: 5055, message: 'No.' }),
      rule('length', { max: 3 }),
    );
    expect(judgeMember({ nickName: ' spam' }, policy)).toEqual({
      verdict: 'refuse',
      mode: 'enforce',
      policyVersion: { all: 1 },
      rules: [
        { id: 'trim', field: 'nickName', action: 'change', why: 'spaces at an end' },
        { id: 'terms', field: 'nickName', action: 'refuse', why: 'the term spam', errCode: 5055, errMsg: 'No.' },
        {
          id: 'length',
          field: 'nickName',
          action: 'refuse',
          why: '4 characters, at most 3',
          errCode: 5001,
          errMsg: 'This name is too short or too long.',
        },
      ],
      changes: { nickName: { before: ' spam', after: 'spam' } },
    });
  });
});

it('allows in monitor mode, and records the verdict of enforce mode', () => {
  const policy = policyOf({ mode: 'monitor', nickName: [rule('terms', { terms: ['spam'] })] });
  expect(judgeMember({ nickName: 'SPAM' }, policy)).toMatchObject({
    verdict: 'allow',
    wouldBe: 'refuse',
    mode: 'monitor',
    rules: [{ id: 'terms', action: 'refuse' }],
  });
  expect(replyTo(judgeMember({ nickName: 'SPAM' }, policy)).answer.nextCode).toBe(0);
});

const NO_LISTS = new Map<string, never>();

it('compiles a section once for all groups that share it', () => {
  let reads = 0;
  const rule = { kind: 'terms', id: 't', foldAccents: false, action: 'refuse' } as const;
  const read = () => {
    reads += 1;
    return ['spam'];
  };
  const section = [Object.defineProperty(rule, 'terms', { get: read })] as never[];

  for (const id of ['g1', 'g2', 'g3']) {
    const document = { nickName: section, ex: [{ kind: 'bytes', id, max: 1 } as const] };
    expect(judgeMember({ nickName: 'spam' }, combined({ document, lists: NO_LISTS })).verdict).toBe('refuse');
  }

  expect(reads).toBe(1);
});

it('judges "" as a value in a field that it does not clear', () => {
  const policy = nickName(rule('length', { min: 1 }));
  const value = { section: 'nickName', field: 'nickName', value: '' } as const;

  expect(judge([value], 'profile', policy).verdict).toBe('refuse');
  expect(judge([{ ...value, clears: true }], 'member', policy).verdict).toBe('allow');
});

it('refuses instead of a change that OpenIM ignores', () => {
  const policy = policyOf({ groupText: [rule('trim', {})] });
  const value = { section: 'groupText', field: 'notification', value: ' hello ' } as const;

  expect(judge([value], 'group-info', policy)).toMatchObject({ verdict: 'change' });
  expect(judge([{ ...value, isFixed: true }], 'group-info', policy)).toMatchObject({
    verdict: 'refuse',
    rules: [{ id: 'trim', field: 'notification', why: 'spaces at an end, and OpenIM ignores a change of it' }],
  });
});

it('refuses a change that leaves a name of spaces as Go knows them', () => {
  const policy = policyOf({ groupName: [rule('trim', {})] });

  expect(judge([{ section: 'groupName', field: 'groupName', value: ' \u0085 ' }], 'group-info', policy)).toMatchObject({
    verdict: 'refuse',
    rules: [{ id: 'trim', why: 'spaces at an end, and nothing of the name would be left' }],
  });
});

it('judges nothing more of a value whose length refuses', () => {
  const policy = nickName(rule('length', { max: 3 }), rule('terms', { terms: ['spam'] }));
  expect(judgeMember({ nickName: 'spam' }, policy).rules).toMatchObject([{ id: 'length' }]);
});

describe('a rule with its own mode', () => {
  const spam = { ...rule('terms', { terms: ['spam'] }), id: 'spam' };
  const trim = { ...rule('trim', {}), id: 'trim' };

  it('is only recorded when it is monitored among others', () => {
    const policy = nickName({ ...spam, mode: 'monitor' }, trim);
    expect(judgeMember({ nickName: ' spam' }, policy)).toEqual({
      verdict: 'change',
      wouldBe: 'refuse',
      mode: 'enforce',
      rules: [
        { id: 'trim', field: 'nickName', action: 'change', why: 'spaces at an end' },
        expect.objectContaining({ id: 'spam', action: 'refuse', isMonitored: true }),
      ],
      changes: { nickName: { before: ' spam', after: 'spam' } },
      policyVersion: { all: 1 },
    });
    expect(replyTo(judgeMember({ nickName: ' spam' }, policy)).answer).toMatchObject({ nextCode: 0, nickName: 'spam' });
  });

  it('is enforced in a policy that monitors', () => {
    const policy = policyOf({ mode: 'monitor', nickName: [{ ...spam, mode: 'enforce' }, trim] });
    expect(judgeMember({ nickName: 'spam' }, policy)).toMatchObject({ verdict: 'refuse', mode: 'monitor' });
    expect(judgeMember({ nickName: ' spam' }, policy).rules).toMatchObject([
      { id: 'spam', action: 'refuse' },
      { id: 'trim', isMonitored: true },
    ]);
    expect(judgeMember({ nickName: ' Ana' }, policy)).toMatchObject({ verdict: 'allow', wouldBe: 'change' });
  });
});

describe('exceptions', () => {
  const policy = nickName(rule('terms', { terms: ['staff'], except: { userIDs: ['boss'], at: ['profile'] } }));
  const value = { section: 'nickName', field: 'nickName', value: 'staff' } as const;

  it.each([
    ['nobody is named', undefined, 'member', 'refuse'],
    ['another user is named', 'u1', 'member', 'refuse'],
    ['the excepted user is named', 'boss', 'member', 'allow'],
    ['the door is excepted', 'u1', 'profile', 'allow'],
  ] as const)('%s', (_case, userID, door, verdict) => {
    expect(judge([{ ...value, ...(userID && { userID }) }], door, policy).verdict).toBe(verdict);
  });
});

describe('a group', () => {
  const general = { nickName: [rule('terms', { terms: ['spam'] })] };
  const load = (document: object) => ({ document: documentOf(document), lists: NO_LISTS });
  const verdictOf = (own: object, name: string, door: DoorName = 'member') =>
    judge([{ section: 'nickName', field: 'nickName', value: name }], door, combined(load(general), load(own))).verdict;

  it('adds its section to the general one', () => {
    const own = { nickName: [rule('terms', { terms: ['eggs'] })] };
    expect(['spam', 'eggs', 'ham'].map((name) => verdictOf(own, name))).toEqual(['refuse', 'refuse', 'allow']);
  });

  it('replaces the general section when it says so, where its own applies', () => {
    const own = { nickName: { replace: true, at: ['member'], rules: [rule('terms', { terms: ['eggs'] })] } };
    expect(['spam', 'eggs'].map((name) => verdictOf(own, name))).toEqual(['allow', 'refuse']);
    expect(['spam', 'eggs'].map((name) => verdictOf(own, name, 'profile'))).toEqual(['refuse', 'allow']);
  });
});

describe('a new group, whose ID the client chooses', () => {
  const general = { groupName: [rule('terms', { terms: ['spam'] })] };
  const eggs = { ...rule('terms', { terms: ['eggs'] }), id: 'own' };
  const load = (document: object) => ({ document: documentOf(document), lists: NO_LISTS });
  const verdicts = (own: object, door: DoorName, all: object = general) =>
    ['spam', 'eggs'].map((value) => {
      const judged = { section: 'groupName', field: 'groupName', value } as const;
      return judge([judged], door, combined(load(all), load(own))).verdict;
    });

  it.each([
    { why: 'replaces', own: { groupName: { replace: true, rules: [eggs] } }, verdict: 'refuse' },
    { why: 'monitors', own: { mode: 'monitor', groupName: [eggs] }, verdict: 'allow' },
  ])('is judged by the general rules, too, when the policy of this ID $why', ({ own, verdict }) => {
    expect(verdicts(own, 'create-group')).toEqual(['refuse', verdict]);
    expect(verdicts(own, 'group-info')).toEqual(['allow', verdict]);
  });

  it('is judged by what the policy of its ID adds to one that monitors', () => {
    const own = { mode: 'enforce', groupName: [eggs] };
    expect(verdicts(own, 'create-group', { ...general, mode: 'monitor' })).toEqual(['allow', 'refuse']);
    expect(verdicts(own, 'group-info', { ...general, mode: 'monitor' })).toEqual(['refuse', 'refuse']);
  });
});

it('lists every value of a long list that breaks a rule, in little time for each', () => {
  const policy = nickName(rule('terms', { terms: ['spam'] }));
  const values = Array.from({ length: 10_000 }, (_, index) => ({
    section: 'nickName' as const,
    field: `users[${index}].nickname`,
    value: 'spam',
  }));

  expect(judge(values, 'register', policy).rules).toHaveLength(10_000);
});

describe('a rule with required', () => {
  const policy = policyOf({ nickName: [{ kind: 'trim', id: 'trim', required: true }] });
  const empty = [expect.objectContaining({ id: 'trim', action: 'refuse', why: 'it must not be empty' })];

  it('refuses a name that a rule made empty', () => {
    expect(judgeMember({ nickName: ' \u3000 ' }, policy)).toMatchObject({
      verdict: 'refuse',
      rules: [{ action: 'change' }, ...empty],
    });
  });

  it('refuses an empty name where users need one', () => {
    const value = { section: 'nickName', field: 'nickName', value: '' } as const;
    expect(judge([value], 'profile', policy)).toMatchObject({ verdict: 'refuse', rules: empty });
  });
});

describe('a value that a rule empties', () => {
  const hosts = { kind: 'hosts', id: 'hosts', allow: ['cdn.example'] };
  const cleared = { kind: 'schemes', id: 'https', allow: ['https'], replaceWith: '' };

  it('is cleared, which no other rule refuses without required', () => {
    const picture = { faceURL: 'http://cdn.example/x' };
    expect(judgeMember(picture, policyOf({ faceURL: [cleared, hosts] }))).toMatchObject({
      verdict: 'change',
      changes: { faceURL: { after: '' } },
    });
    const load = (document: object) => ({ document: documentOf(document), lists: NO_LISTS });
    const own = load({ faceURL: [{ ...hosts, required: true }] });
    expect(judgeMember(picture, combined(load({ faceURL: [cleared] }), own)).verdict).toBe('refuse');
  });

  it.each([
    { door: 'group-info', section: 'groupName', rule: rule('trim', {}) },
    { door: 'create-group', section: 'groupName', rule: rule('collapse-spaces', {}) },
    { door: 'profile', section: 'nickName', rule: rule('trim', {}) },
    { door: 'register', section: 'nickName', rule: rule('collapse-spaces', {}) },
  ] as const)('is refused where a $section must stay: $door, $rule.kind', ({ door, section, rule }) => {
    const policy = policyOf({ [section]: [rule] });
    const judged = (value: string) => judge([{ section, field: section, value }], door, policy);

    const { verdict, changes, rules } = judged(' \u3000 ');

    expect({ verdict, changes }).toEqual({ verdict: 'refuse', changes: undefined });
    expect(rules).toMatchObject([{ id: rule.kind, why: expect.stringMatching(/nothing of the name would be left$/) }]);
    expect(judged('a').verdict).toBe('allow');
  });
});

it.each([
  { section: 'groupText', errMsg: 'This text is not allowed.' },
  { section: 'groupName', errMsg: 'This name is not allowed.' },
] as const)('words its default message for the section $section', ({ section, errMsg }) => {
  const value = { section, field: section, value: 'spam' };
  const judgedBy = (settings: object) =>
    judge([value], 'group-info', policyOf({ [section]: [rule('terms', { terms: ['spam'], ...settings })] })).rules;

  expect(judgedBy({})).toMatchObject([{ errMsg }]);
  expect(judgedBy({ message: 'This name is ours.' })).toMatchObject([{ errMsg: 'This name is ours.' }]);
});

import { describe, expect, it } from 'vitest';
import { judge } from '../../../functions/policy/judge.ts';
import { replyTo } from '../../../functions/policy/reply.ts';
import { policyOf } from '../../support/policy.ts';
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
      rule('length', { max: 3 }),
      rule('terms', { terms: ['spam'], errCode: 5055, message: 'No.' }),
    );
    expect(judge({ nickName: ' spam' }, policy)).toEqual({
      verdict: 'refuse',
      mode: 'enforce',
      policyVersion: { all: 1 },
      rules: [
        { id: 'trim', field: 'nickName', action: 'change', why: 'spaces at an end' },
        {
          id: 'length',
          field: 'nickName',
          action: 'refuse',
          why: '4 characters, at most 3',
          errCode: 5001,
          errMsg: 'This name is too short or too long.',
        },
        { id: 'terms', field: 'nickName', action: 'refuse', why: 'the term spam', errCode: 5055, errMsg: 'No.' },
      ],
      changes: { nickName: { before: ' spam', after: 'spam' } },
    });
  });
});

it('allows in monitor mode, and records the verdict of enforce mode', () => {
  const policy = policyOf({ mode: 'monitor', nickName: [rule('terms', { terms: ['spam'] })] });
  expect(judge({ nickName: 'SPAM' }, policy)).toMatchObject({
    verdict: 'allow',
    wouldBe: 'refuse',
    mode: 'monitor',
    rules: [{ id: 'terms', action: 'refuse' }],
  });
  expect(replyTo(judge({ nickName: 'SPAM' }, policy)).answer.nextCode).toBe(0);
});

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
    expect(judge({ nickName: 'spam' }, { document, version: {} }).verdict).toBe('refuse');
  }

  expect(reads).toBe(1);
});

it('judges "" as a value in a field that it does not clear', () => {
  const policy = nickName(rule('length', { min: 1 }));
  expect(judge({ nickName: '' }, policy, []).verdict).toBe('refuse');
});

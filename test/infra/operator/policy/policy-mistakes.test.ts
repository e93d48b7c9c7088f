import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../infra/operator/policy/policy-mistakes.ts';
import { policySchema } from '../../../../infra/operator/policy/policy-schema.ts';

const OPERATOR = join(import.meta.dirname, '../../../../infra/operator/policy');

it('has a schema for editors that is the one of the code, and a sample that is valid', async () => {
  expect(JSON.parse(await readFile(join(OPERATOR, 'policy.schema.json'), 'utf8'))).toEqual(JSON.parse(policySchema()));
  const sample = JSON.parse(await readFile(join(OPERATOR, 'policy.sample.json'), 'utf8'));
  expect(parsePolicy(sample)).toHaveProperty('policy');
});

describe('tells every mistake with its path, all at once', () => {
  it.each([
    { policy: null, mistakes: ['the policy: must be an object'] },
    { policy: [], mistakes: ['the policy: must be an object'] },
    {
      policy: { mode: 'off', extra: 1 },
      mistakes: ['mode: must be enforce or monitor', 'extra: unknown setting'],
    },
    {
      policy: {
        nickName: [
          { kind: 'length', mx: 1 },
          { kind: 'bogus', id: 'b' },
        ],
        faceURL: {},
      },
      mistakes: [
        'nickName.0.id: is missing',
        'nickName.0.mx: unknown setting',
        /^nickName\.1\.kind: unknown kind "bogus"; use one of \("length" \| "trim" \| /,
        'faceURL.rules: is missing',
      ],
    },
    {
      policy: { nickName: [{ kind: 'terms', id: 't', terms: ['ok', '...', 5], errCode: 4_999 }] },
      mistakes: [
        'nickName.0.errCode: must be from 5000 to 9999',
        'nickName.0.terms.1: must have a letter or a digit',
        'nickName.0.terms.2: must be a term, or {"term": …, "match": "word" or "anywhere"}',
      ],
    },
    {
      policy: { nickName: [{ kind: 'scripts', id: 's', allow: ['Klingon'] }] },
      mistakes: [/^nickName\.0\.allow\.0: must be the name of a Unicode script/],
    },
    { policy: { nickName: [{ kind: 'length', id: 'l' }] }, mistakes: ['nickName.0: needs min, max or both'] },
    {
      policy: { nickName: [{ kind: 'length', id: 'l', min: 5, max: 2 }] },
      mistakes: ['nickName.0: must not have a min above its max'],
    },
    { policy: { nickName: [{ kind: 'scripts', id: 's' }] }, mistakes: ['nickName.0: needs either allow or deny'] },
    {
      policy: { roleLevel: [{ kind: 'levels', id: 'l', allow: [20, 100] }] },
      mistakes: ['roleLevel.0.allow.1: must be 20 or 60'],
    },
    {
      policy: { faceURL: [{ kind: 'hosts', id: 'h', allow: ['https://a.example', '*.*'] }] },
      mistakes: [/^faceURL\.0\.allow\.0: must be a host/, /^faceURL\.0\.allow\.1/],
    },
    {
      policy: {
        faceURL: [
          { kind: 'hosts', id: 'h', allow: ['a.example:8443', 'a.example:99999', 'a.example:080', '[::1]:10002'] },
        ],
      },
      mistakes: [/^faceURL\.0\.allow\.1: must be a host such as .*:8443/, /^faceURL\.0\.allow\.2/],
    },
    {
      policy: {
        faceURL: [
          {
            kind: 'hosts',
            id: 'h',
            allow: ['a.example:', '::1', 'a.example:*', 'a.example/x', '*.a.example?x', 'a.example#x'],
          },
        ],
      },
      mistakes: [0, 1, 2, 3, 4, 5].map((entry) => new RegExp(`^faceURL\\.0\\.allow\\.${entry}: must be a host`)),
    },
    {
      policy: { ex: [{ kind: 'json', id: 'x' }], nickName: [{ kind: 'trim', id: 'x' }] },
      mistakes: ['ex.0.id: x is already the ID of another rule'],
    },
    {
      policy: { groupEx: { at: ['group-info', 'member'], rules: [] } },
      mistakes: ["groupEx.at.1: groupEx can't be set at member; use create-group or group-info"],
    },
    {
      policy: { faceURL: [{ kind: 'hosts', id: 'h', allow: ['a.example'], replaceWith: 'https://b.example/' }] },
      mistakes: ['faceURL.0.replaceWith: is not allowed by the rule h'],
    },
    {
      why: 'a replacement by nothing that a rule with required refuses',
      policy: {
        faceURL: [
          { kind: 'hosts', id: 'h', allow: ['a.example'], replaceWith: '' },
          { kind: 'schemes', id: 's', allow: ['https'], required: true },
        ],
      },
      mistakes: ['faceURL.0.replaceWith: is not allowed by the rule s'],
    },
    {
      policy: { roleLevel: [{ kind: 'levels', id: 'a', allow: [60], setTo: 20 }] },
      mistakes: ['roleLevel.0.setTo: is not allowed by the rule a'],
    },
    {
      policy: {
        groupName: { at: ['profile', 'group-info'], rules: [{ kind: 'trim', id: 't', except: { at: ['member'] } }] },
        roleLevel: [{ kind: 'levels', id: 'l', allow: [20], except: { at: ['create-group', 'join'] } }],
      },
      mistakes: [
        "groupName.at.0: groupName can't be set at profile; use create-group or group-info",
        "roleLevel.0.except.at.1: roleLevel can't be set at join; use member or create-group",
        "groupName.rules.0.except.at.0: groupName can't be set at member; use create-group or group-info",
      ],
    },
    {
      policy: {
        tests: [
          { at: 'join', field: 'nickName', value: 'x', expect: 'allow' },
          { field: 'roleLevel', value: '60', expect: 'refuse' },
          { field: 'ex', value: 1, expect: 'refuse', becomes: '' },
          { field: 'nickName', value: 'x', expect: 'change', becomes: 'y' },
        ],
      },
      mistakes: [
        "tests.0.at: nickName can't be set at join; use member, profile or register",
        'tests.1.value: must be a number for roleLevel',
        'tests.2.value: must be a string for ex',
        'tests.2.becomes: needs "expect": "change"',
      ],
    },
  ])('$policy', ({ policy, mistakes }) => {
    const result = parsePolicy(policy);
    expect(result).toEqual({
      mistakes: mistakes.map((mistake) => (typeof mistake === 'string' ? mistake : expect.stringMatching(mistake))),
    });
  });
});

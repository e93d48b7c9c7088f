import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runHere } from '../../../support/commands.ts';
import { given } from './given-policies.ts';

const test = (path: string) => runHere(['policy', 'test', path]);
const rude = { nickName: [{ kind: 'terms', id: 'rude', terms: ['spam'], lists: ['words'] }] };

it('judges the cases of a directory, groups beside the general policy, and ends with 1 when one fails', async () => {
  const directory = await given({
    'policy.json': {
      ...rude,
      mode: 'monitor',
      tests: [
        { field: 'nickName', value: 'darn', expect: 'refuse', rule: 'rude' },
        { field: 'nickName', value: 'Pam', expect: 'refuse', rule: 'rude', userID: 'u1' },
      ],
    },
    'groups/g.json': {
      nickName: { at: ['profile'], rules: [{ kind: 'trim', id: 'trim' }] },
      tests: [
        { field: 'nickName', value: ' Ann ', expect: 'change', becomes: 'Ann', rule: 'trim' },
        { at: 'member', field: 'nickName', value: ' Ann ', expect: 'change' },
        { field: 'nickName', value: 'spam', expect: 'allow' },
        { field: 'nickName', value: ' Ann', expect: 'change', becomes: 'ann' },
      ],
    },
    'lists/words.txt': 'darn',
  });
  const [all, group] = [join(directory, 'policy.json'), join(directory, 'groups/g.json')];
  const ofGroup = [
    `${group}, tests.1: nickName " Ann " at member: expected change, but the verdict is allow`,
    '  no rule fires',
    `${group}, tests.2: nickName "spam" at profile: expected allow, but the verdict is refuse`,
    '  rude refuses: the term spam',
    `${group}, tests.3: nickName " Ann" at profile: expected "ann", but the value becomes "Ann"`,
    '  trim changes: spaces at an end',
  ];

  const finished = await test(directory);
  expect(finished).toMatchObject({ code: 1, stderr: '' });
  expect(finished.stdout.split('\n')).toEqual([
    `${all}, tests.1: nickName "Pam" at member of u1: expected refuse, but the verdict is allow; expected the rule rude to fire`,
    '  no rule fires',
    ...ofGroup,
    '4 of 6 test cases fail.',
    '',
  ]);
  const one = await test(group);
  expect({ code: one.code, lines: one.stdout.split('\n') }).toEqual({
    code: 1,
    lines: [...ofGroup, '3 of 4 test cases fail.', ''],
  });
});

it('refuses where OpenIM ignores a change, and tells which rule only monitors', async () => {
  const tests = [
    { at: 'group-info', field: 'groupText', value: ' x', expect: 'change' },
    { at: 'create-group', field: 'roleLevel', value: 60, expect: 'refuse' },
    { field: 'nickName', value: 'spam', expect: 'refuse' },
  ];
  const directory = await given({
    'policy.json': {
      nickName: [{ kind: 'terms', id: 'rude', terms: ['spam'], mode: 'monitor' }],
      roleLevel: [{ kind: 'levels', id: 'plain', allow: [20], setTo: 20 }],
      groupText: [{ kind: 'trim', id: 'trim' }],
      tests,
    },
  });
  const file = join(directory, 'policy.json');
  expect((await test(file)).stdout.split('\n')).toEqual([
    `${file}, tests.2: nickName "spam" at member: expected refuse, but the verdict is allow`,
    '  rude would refuse, but only monitors: the term spam',
    '1 of 3 test cases fails.',
    '',
  ]);
});

it('ends with 0 when all cases pass or none exist, and with 2 for mistakes', async () => {
  const passes = { field: 'ex', value: '', expect: 'allow' };
  const directory = await given({
    'good.json': { tests: [passes] },
    'none.json': {},
    'wrong.json': { tests: [{ ...passes, at: 'profile' }] },
    'listed.json': rude,
  });
  const at = (name: string) => join(directory, name);
  expect(await test(at('good.json'))).toEqual({ code: 0, stdout: '1 test case passes.\n', stderr: '' });
  expect(await test(at('none.json'))).toMatchObject({
    code: 0,
    stdout: `${at('none.json')} has no test cases. Add them as "tests".\n`,
  });
  expect(await test(at('wrong.json'))).toMatchObject({ code: 2, stdout: '' });
  expect(await test(at('listed.json'))).toMatchObject({
    code: 2,
    stderr: `${at('listed.json')} names the list words, which tests need. Write lists/words.txt beside the policy.\n`,
  });
});

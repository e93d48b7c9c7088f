import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { given, policyOnlyCommands, write } from './given-policies.ts';

const many = Array.from({ length: 25 }, (_, index) => `word${index}`);
const before = {
  nickName: [
    { kind: 'length', id: 'short', max: 10 },
    { kind: 'terms', id: 'rude', terms: ['spam', 'darn'], except: { userIDs: ['staff'] } },
    { kind: 'trim', id: 'trim' },
  ],
};

it('shows what set would change, with the settings of rules, and stores nothing', async () => {
  const { policy } = await policyOnlyCommands();
  const directory = await given({ 'policy.json': before });
  const file = join(directory, 'policy.json');
  await policy('set', file);
  expect((await policy('diff', file)).stdout).toBe('Policy for all groups: nothing changes, version 1 is in force.\n');

  await write(directory, {
    'policy.json': {
      mode: 'monitor',
      nickName: {
        at: ['profile'],
        rules: [
          { kind: 'terms', id: 'rude', terms: ['spam', ...many], except: { at: ['member'] } },
          { kind: 'length', id: 'short', max: 12, message: 'Too long.' },
          { kind: 'scripts', id: 'latin', allow: ['Latin'] },
        ],
      },
      tests: [{ field: 'nickName', value: 'a', expect: 'allow' }],
    },
  });
  const lines = [
    'mode: enforce → monitor',
    '~ nickName: at member, profile, register → profile',
    '~ nickName: rude (terms)',
    '    except.userIDs: - 1: staff',
    `    terms: + 25: ${many.slice(0, 20).join(', ')} and 5 more`,
    '    terms: - 1: darn',
    '    except.at: + 1: member',
    '~ nickName: short (length)',
    '    max: 10 → 12',
    '    message: none → "Too long."',
    '+ nickName: latin (scripts)',
    '- nickName: trim (trim)',
    '~ nickName: order short, rude → rude, short',
    '~ tests: 0 → 1 cases',
  ];
  const { code, stdout } = await policy('diff', file);
  expect({ code, lines: stdout.split('\n') }).toEqual({ code: 0, lines: ['Policy for all groups:', ...lines, ''] });
  expect((await policy('history', '--json')).stdout.trim().split('\n')).toHaveLength(1);
  expect((await policy('set', file)).stdout).toContain([...lines, 'Version 2 is in force'].join('\n'));
});

it('names the general rules that a group sets aside, and the changes of lists', async () => {
  const { policy } = await policyOnlyCommands();
  const rude = { kind: 'terms', id: 'rude', terms: many, lists: ['words'] };
  const directory = await given({
    'policy.json': { nickName: [rude] },
    'groups/g.json': { nickName: { at: ['member'], replace: true, rules: [] } },
    'lists/words.txt': 'darn',
  });
  const ofGroup = [
    'Policy for group g:',
    '+ nickName: at member',
    '+ nickName: replace true',
    'nickName: these rules for all groups do not apply at member:',
    '  rude (terms): word0, word1, word2, word3, word4 and 20 more, list words',
    '',
  ];
  expect((await policy('diff', directory)).stdout.split('\n')).toEqual([
    'List words:',
    '  + 1 term: darn',
    'Policy for all groups:',
    '+ nickName: rude (terms)',
    ...ofGroup,
  ]);
  await policy('set', join(directory, 'policy.json'));
  const alone = await policy('diff', join(directory, 'groups/g.json'), '--group', 'g');
  expect(alone.stdout.split('\n')).toEqual(ofGroup);
});

it('leaves out new groups from what a group sets aside', async () => {
  const { policy } = await policyOnlyCommands();
  const directory = await given({
    'policy.json': { groupName: [{ kind: 'trim', id: 'trim' }] },
    'groups/g.json': { groupName: { replace: true, rules: [] } },
  });

  expect((await policy('diff', directory)).stdout).toContain(
    'groupName: these rules for all groups do not apply at group-info:\n',
  );
});

it('says where a policy in the old format begins to apply', async () => {
  const { policy, table } = await policyOnlyCommands();
  const Item = marshall({
    scope: '*',
    version: 0,
    currentVersion: 3,
    changedAt: 'x',
    document: JSON.stringify(before),
  });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  const directory = await given({ 'policy.json': before });
  expect((await policy('diff', directory)).stdout.split('\n')).toEqual([
    'Policy for all groups:',
    '~ nickName: at member → member, profile, register',
    'nickName: the policy in force has the old format and applies at member only. Now it also applies at profile, register.',
    '',
  ]);
});

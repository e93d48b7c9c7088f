import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere } from '../../../support/commands.ts';
import { given, policyCommands, write } from './given-policies.ts';

const usesRude = { nickName: [{ kind: 'terms', id: 'rude', lists: ['rude'] }] };

const policyCommand = async () => (await policyCommands()).policy;

it('stores the lists of a directory, then its policies, and each again only when it changes', async () => {
  const policy = await policyCommand();
  const directory = await given({
    'policy.json': usesRude,
    'groups/a%2Fb.json': { mode: 'monitor' },
    'lists/rude.txt': '# rude words\n\ndarn\nheck\ndarn\n',
  });

  const first = await policy('set', directory);
  expect(first.stdout.split('\n')).toEqual([
    'The list rude has terms twice: darn.',
    '  + 2 terms: darn, heck',
    'Version 1 of the list rude is in force within 30 seconds.',
    expect.stringContaining('rude (terms)'),
    expect.stringContaining('Version 1 is in force for all groups within 30 seconds.'),
    expect.stringContaining('mode: enforce → monitor'),
    expect.stringContaining('Version 1 is in force for group a/b within 30 seconds.'),
    expect.stringContaining('These callbacks must be on in OpenIM: beforeSetGroupMemberInfo, '),
    ...Array(4).fill(expect.stringContaining('no such callback was recorded in 7 days')),
    '',
  ]);

  await write(directory, { 'lists/rude.txt': 'darn\nblast\n' });
  expect((await policy('set', directory)).stdout.split('\n')).toEqual([
    '  + 1 term: blast',
    '  - 1 term: heck',
    'Version 2 of the list rude is in force within 30 seconds.',
    'Nothing changes: version 1 stays in force for all groups.',
    'Nothing changes: version 1 stays in force for group a/b.',
    '',
  ]);
  expect((await policy('set', directory)).stdout).toContain('The list rude does not change: version 2 stays in force.');
  expect((await policy('lists')).stdout).toBe('rude  version 2  2 terms  used by the policy for all groups\n');
  expect((await policy('lists', 'rude')).stdout).toBe('darn\nblast\n');
});

it('removes a list only when no policy in force uses it', async () => {
  const policy = await policyCommand();
  const directory = await given({ 'policy.json': usesRude, 'lists/rude.txt': 'darn' });
  await policy('set', join(directory, 'policy.json'), '--group', 'g');

  expect(await policy('remove', '--list', 'rude')).toMatchObject({
    code: 2,
    stderr: 'The policy for g uses the list rude. Set it without the list first.\n',
  });
  await policy('remove', '--group', 'g');
  expect((await policy('remove', '--list', 'rude')).stdout).toBe('Removed the list rude in version 2.\n');
  expect((await policy('lists')).stdout).toBe('There are no lists. Store lists/NAME.txt with set.\n');
  expect((await policy('remove', '--list', 'rude')).code).toBe(2);
});

it('takes a list that is stored when none is beside the file, and stores nothing without it', async () => {
  const policy = await policyCommand();
  const file = join(await given({ 'policy.json': usesRude }), 'policy.json');
  expect(await policy('set', file)).toEqual({
    code: 2,
    stdout: '',
    stderr: `${file} names the list rude, which is not stored. Write lists/rude.txt beside the policy.\n`,
  });
  expect((await policy('show')).stdout).toBe('');

  await policy('set', await given({ 'lists/rude.txt': 'darn' }));
  expect((await policy('set', file)).code).toBe(0);
});

it('says all mistakes of all files, and stores nothing', async () => {
  const policy = await policyCommand();
  const directory = await given({
    'policy.json': { mode: 'off' },
    'groups/*.json': {},
    'groups/a b.json': {},
    'lists/bad.txt': `fine\n...\n${'x'.repeat(201)}`,
    'lists/other.md': 'x',
    'lists/good.txt': 'darn',
  });
  const { code, stderr } = await policy('set', directory);
  expect(code).toBe(2);
  expect(stderr.split('\n')).toEqual([
    `${directory}/policy.json is not a valid policy. Correct these settings:`,
    '  mode: must be enforce or monitor',
    "The group * can't have a policy of its own. Its ID is empty or begins with *.",
    `${directory}/groups/a b.json is not named for a group. Name it a%20b.json.`,
    `${directory}/lists/bad.txt is not a valid list. Correct these lines:`,
    '  line 2: ... must have a letter or a digit',
    `  line 3: ${'x'.repeat(40)} must be at most 200 characters`,
    expect.stringContaining('lists/other.md is not named for a list.'),
    '',
  ]);
  expect((await policy('lists')).stdout).toContain('There are no lists.');
  expect((await policy('check', directory)).stderr).toBe(stderr);
});

it('checks a file or a directory without a table', async () => {
  const directory = await given({ 'policy.json': usesRude, 'lists/other.txt': 'darn' });
  const check = (path: string) => runHere(['policy', 'check', path]);
  expect((await check(directory)).stdout.split('\n')).toEqual([
    `The list rude is not beside ${directory}/policy.json.`,
    `${directory} is valid: 1 policy, 1 list.`,
    '',
  ]);
  expect(await check(join(directory, 'none.json'))).toMatchObject({ code: 2 });
});

it('notes settings that have no effect', async () => {
  const users = { except: { userIDs: ['staff'] } };
  const directory = await given({
    'policy.json': {
      nickName: { replace: true, rules: [] },
      groupName: {
        at: ['group-info'],
        rules: [
          { kind: 'trim', id: 'trim', ...users },
          { kind: 'reserved', id: 'kept', names: ['Support'], userIDs: ['staff'] },
        ],
      },
      groupText: [{ kind: 'trim', id: 'text', ...users }],
    },
    'groups/g.json': {
      nickName: { replace: true, rules: [] },
      groupEx: { replace: true, at: ['create-group'], rules: [] },
    },
  });
  const file = join(directory, 'policy.json');
  expect((await runHere(['policy', 'check', directory])).stdout.split('\n')).toEqual([
    `${file}: "replace" of nickName has no effect, because this policy is the one for all groups.`,
    `${file}: the userIDs of the rule trim have no effect, because group-info names no user.`,
    `${file}: the userIDs of the rule kept have no effect, because group-info names no user.`,
    `${join(directory, 'groups/g.json')}: "replace" of groupEx has no effect, because at create-group the policy for all groups applies, too.`,
    `${directory} is valid: 2 policies, 0 lists.`,
    '',
  ]);
});

describe('a single file in groups/', () => {
  const own = { nickName: [{ kind: 'terms', id: 'own', lists: ['rude'] }] };
  const files = { 'policy.json': {}, 'groups/a%2Fb.json': own, 'lists/rude.txt': 'darn' };

  it.each(['set', 'diff'])('is the policy of its group for %s, with the lists of its directory', async (command) => {
    const policy = await policyCommand();
    const file = join(await given(files), 'groups/a%2Fb.json');

    const { code, stdout } = await policy(command, file);

    expect(code).toBe(0);
    expect(stdout).toContain('for group a/b');
    expect(stdout).toContain('1 term: darn');
    expect(stdout).not.toContain('for all groups');
    expect((await policy('show')).stdout).toBe('');
  });

  it('is the policy of another group that --group names', async () => {
    const policy = await policyCommand();
    const file = join(await given(files), 'groups/a%2Fb.json');

    expect((await policy('set', file, '--group', 'g')).stdout).toContain('Version 1 is in force for group g ');
  });

  it('is stored for nobody when its name is not that of a group', async () => {
    const policy = await policyCommand();
    const file = join(await given({ 'groups/a b.json': {} }), 'groups/a b.json');

    expect(await policy('set', file)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${file} is not named for a group. Name it a%20b.json.\n`,
    });
  });
});

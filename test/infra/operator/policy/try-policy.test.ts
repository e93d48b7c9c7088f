import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runHere } from '../../../support/commands.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { policyOnlyCommands } from './given-policies.ts';

const rude = (settings: object = {}) => ({ kind: 'terms', id: 'rude', terms: ['spam'], ...settings });
const trim = { kind: 'trim', id: 'trim' };

async function files(document: object, list?: string): Promise<string> {
  const directory = await emptyDirectory();
  await writeFile(join(directory, 'policy.json'), JSON.stringify(document));
  if (list !== undefined) {
    await mkdir(join(directory, 'lists'));
    await writeFile(join(directory, 'lists', 'rude.txt'), list);
  }
  return join(directory, 'policy.json');
}

/** Tries a request on a file, without any table. */
async function tryOn(file: string, request: object, ...options: string[]) {
  const env = { DATA_DIR: await emptyDirectory() };
  return runHere(['policy', 'try', file, JSON.stringify(request), ...options], env);
}

it('tries what is in force for all groups and for one, with its lists and its mode', async () => {
  const { policy } = await policyOnlyCommands();
  const request = JSON.stringify({ nickName: 'darn spam' });
  expect(await policy('try', request)).toEqual({
    code: 0,
    stdout: 'allow\n',
    stderr: 'No policy is in force for all groups.\n',
  });
  await policy('set', await files({ nickName: [{ kind: 'terms', id: 'listed', lists: ['rude'] }] }, 'darn\n'));
  await policy('set', await files({ nickName: [rude()] }), '--group', 'g');
  await policy('set', await files({ mode: 'monitor' }), '--group', 'watched');

  expect((await policy('try', request)).stdout).toMatch(
    /^refuse\n {2}nickName: listed refuses: the term darn \(.*\)\n$/,
  );
  expect((await policy('try', '--group', 'g', request)).stdout).toMatch(
    /^refuse\n {2}nickName: listed refuses: the term darn .*\n {2}nickName: rude refuses: the term spam .*\n$/,
  );
  expect((await policy('try', '--group', 'watched', request)).stdout).toMatch(
    /^allow \(with monitored rules: refuse\)\n {2}nickName: listed monitored: would refuse: the term darn .*\n$/,
  );
});

it('tries a file with the lists beside it, or else with those of the table', async () => {
  const document = { nickName: [{ kind: 'terms', id: 'listed', lists: ['rude'] }] };
  const [alone, beside] = [await files(document), await files(document, 'darn\n')];
  const request = { nickName: 'heck' };

  expect((await tryOn(beside, request)).stdout).toBe('allow\n');
  const missing = `${alone} names the list rude, which is not beside it. Write lists/rude.txt beside the policy.`;
  expect((await tryOn(alone, request)).stderr).toContain(
    `${missing} The policy table can't be read: No data was found in `,
  );

  const { policy } = await policyOnlyCommands();
  expect(await policy('try', alone, JSON.stringify(request))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('which is not beside it or stored.'),
  });
  await policy('set', await files(document, 'heck\n'));
  expect((await policy('try', alone, JSON.stringify(request))).stdout).toContain('listed refuses: the term heck');
});

it('takes a file as if it had the mode enforce', async () => {
  const file = await files({ mode: 'monitor', nickName: [rude()] });
  expect((await tryOn(file, { nickName: 'spam' })).stdout).toMatch(/^refuse\n/);
});

it('shows a monitored rule as such, and no change that only it would make', async () => {
  const file = await files({ nickName: [{ ...trim, mode: 'monitor' }, rude({ mode: 'monitor' })] });
  expect((await tryOn(file, { nickName: ' spam' })).stdout.split('\n')).toEqual([
    'allow (with monitored rules: refuse)',
    '  nickName: trim monitored: would change: spaces at an end',
    expect.stringMatching(/^ {2}nickName: rude monitored: would refuse: the term spam \(\d+: .*\)$/),
    '',
  ]);
});

it('shows changes, quoted so that a request can write no line', async () => {
  const { stdout } = await tryOn(await files({ nickName: [trim] }), { nickName: ' a\nrefuse\u001B[2J' });
  expect(stdout.split('\n')).toHaveLength(4);
  expect(stdout).toContain(String.raw`  nickName: " a\nrefuse\u001b[2J" → "a\nrefuse\u001b[2J"`);
});

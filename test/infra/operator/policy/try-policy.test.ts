import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPolicyTable } from '../../../../infra/local/table-definitions.ts';
import { runHere } from '../../../support/commands.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { auditTable } from '../../../support/table.ts';

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

async function policyCommand() {
  const { client, endpoint } = await auditTable();
  await createPolicyTable(client);
  return (...args: string[]) => runHere(['policy', ...args], { AWS_ENDPOINT_URL_DYNAMODB: endpoint });
}

/** Tries a request on a file, without any table. */
async function tryOn(file: string, request: object, ...options: string[]) {
  const env = { DATA_DIR: await emptyDirectory() };
  return runHere(['policy', 'try', file, JSON.stringify(request), ...options], env);
}

it('tries what is in force for all groups and for one, with its lists and its mode', async () => {
  const policy = await policyCommand();
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
  expect((await tryOn(alone, request)).stderr).toContain(`${missing} The table has no answer: No data was found in `);

  const policy = await policyCommand();
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

it.each([
  { at: 'register', request: { nickname: 'spam' }, field: 'users[0].nickname', rule: 'rude' },
  { at: 'register', request: { nickName: 'spam' }, field: 'users[0].nickname', rule: 'rude' },
  { at: 'profile', request: { nickName: 'spam' }, field: 'nickName', rule: 'rude' },
  { at: 'group-info', request: { groupText: 'spam' }, field: 'introduction', rule: 'text' },
  { at: 'create-group', request: { groupName: 'spam' }, field: 'groupName', rule: 'name' },
])('tries $request at the door $at', async ({ at, request, field, rule }) => {
  const rules = { nickName: [rude()], groupName: [rude({ id: 'name' })], groupText: [rude({ id: 'text' })] };
  const { stdout } = await tryOn(await files(rules), request, '--at', at);
  expect(stdout).toContain(`refuse at ${at}\n  ${field}: ${rule} refuses: the term spam (`);
});

it.each([
  { request: { groupName: 'x', roleLevel: 20 }, door: ' at create-group' },
  { request: { ex: 'x', nickName: 'x' }, door: '' },
])('finds the door of $request', async ({ request, door }) => {
  expect((await tryOn(await files({}), request)).stdout).toBe(`allow${door}\n`);
});

it('takes the user of a request for an exception', async () => {
  const file = await files({ nickName: [rude({ except: { userIDs: ['u1'] } })] });
  expect((await tryOn(file, { nickName: 'spam', userID: 'u1' })).stdout).toBe('allow\n');
  expect((await tryOn(file, { nickName: 'spam', userID: 'u2' })).stdout).toMatch(/^refuse\n/);
});

it.each([
  {
    request: { groupName: 'x' },
    says: 'These fields can be set at create-group and group-info. Name one of them with --at.',
  },
  {
    request: { nickName: 'x', groupName: 'x' },
    says: 'The request is not valid: unknown field groupName. Use nickName, faceURL, roleLevel, ex and userID at member, or another door with --at.',
  },
  {
    request: { groupName: 'x' },
    at: 'join',
    says: 'The request is not valid: unknown field groupName. Use ex and userID at join.',
  },
  { request: { nickName: 1 }, says: expect.stringContaining('nickName must be a string.') },
  { request: { nickName: 'x' }, at: 'door', says: expect.stringMatching(/^--at must be one of member, join, /) },
  { request: [], says: 'The request is not valid: it must be an object.' },
])('says what is wrong with $request', async ({ request, at, says }) => {
  const { code, stderr } = await tryOn(await files({}), request, ...(at === undefined ? [] : ['--at', at]));
  expect(code).toBe(2);
  expect(stderr.trimEnd()).toEqual(says);
});

it('says what is missing beside a file, and that a file is tried without a group', async () => {
  expect((await runHere(['policy', 'try', 'policy.json'])).stderr).toBe(
    `policy.json is not a request. Add one, such as '{"nickName":"…"}'.\n`,
  );
  expect((await tryOn(await files({}), {}, '--group', 'g')).stderr).toBe(
    'A file is tried alone. Leave out the file or --group.\n',
  );
});

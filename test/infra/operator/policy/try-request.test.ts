import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runHere } from '../../../support/commands.ts';
import { emptyDirectory } from '../../../support/processes.ts';

const rude = (settings: object = {}) => ({ kind: 'terms', id: 'rude', terms: ['spam'], ...settings });

async function files(document: object): Promise<string> {
  const file = join(await emptyDirectory(), 'policy.json');
  await writeFile(file, JSON.stringify(document));
  return file;
}

/** Tries a request on a file, without any table. */
async function tryOn(file: string, request: object, ...options: string[]) {
  return runHere(['policy', 'try', file, JSON.stringify(request), ...options]);
}

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
  { request: [], says: 'The request is not valid: it must be an object. Use one such as {"nickName":"…"}.' },
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

import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { ALL_GROUPS, CURRENT_VERSION_KEY } from '../../../../functions/policy/stored-policy.ts';
import { createPolicyTable } from '../../../../infra/local/table-definitions.ts';
import { bodyOf } from '../../../support/bodies.ts';
import { call, loadFunctions } from '../../../support/call.ts';
import { BIN, runHere } from '../../../support/commands.ts';
import { post } from '../../../support/http.ts';
import { emptyData, emptyDirectory, run, startReceiver } from '../../../support/processes.ts';
import { auditTable } from '../../../support/table.ts';

const SAMPLE = 'infra/operator/policy/policy.sample.json';
const COMMAND = 'callbackBeforeSetGroupMemberInfoCommand';
const rude = (settings: object = {}) => ({ nickName: [{ kind: 'terms', id: 'rude', terms: ['spam'] }], ...settings });

async function directory() {
  const env = { DATA_DIR: await emptyData() };
  return { env, ...(await commands(env)) };
}

/** Commands over a database that stays open, which is faster. */
async function openDatabase() {
  const { client, endpoint } = await auditTable();
  await createPolicyTable(client);
  return commands({ AWS_ENDPOINT_URL_DYNAMODB: endpoint });
}

async function commands(env: Record<string, string>) {
  const folder = await emptyDirectory();
  const file = async (content: unknown, name = 'policy.json') => {
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    return join(folder, name);
  };
  const policy = (...args: string[]) => runHere(['policy', ...args], env);
  return { file, policy };
}

it('puts a policy in force while the receiver runs, and shows what it would have done', async () => {
  const { env, file, policy } = await directory();
  const receiver = await startReceiver(env);
  const send = (fields: object) =>
    post(`${receiver.address}/${COMMAND}`, JSON.stringify({ ...bodyOf('before-set-group-member-info'), ...fields }));

  expect((await policy('set', await file(rude()))).stdout).toContain(
    '+ nickName: rude (terms)\nVersion 1 is in force for all groups within 30 seconds.\n',
  );
  for (const nickName of ['ｓｐａｍ', 's\u200bpam', 'ѕрam', 's.p.a.m']) {
    expect((await send({ nickName })).answer).toMatchObject({ errCode: 5002, nextCode: 1 });
  }
  expect((await send({ nickName: 'Pam' })).answer.nextCode).toBe(0);

  const all = await policy('preview', await file(rude()));
  const none = await policy(
    'preview',
    await file({ nickName: { replace: true, rules: [] } }),
    '--group',
    'g-400',
    '--since',
    '1d',
  );
  expect(all.stdout).toMatch(/^5 requests: 1 allowed, 0 changed, 4 refused; 0 differ from what was decided then\.$/m);
  expect(all.stdout).toContain('nickName "ｓｐａｍ" → refused by rude: the term spam');
  expect(none.stdout).toMatch(/^5 requests: 5 allowed, 0 changed, 0 refused; 4 differ/m);
  expect(none.stdout).toContain('refuse → allow');
});

it('previews what a group would have: its own sections, in the place of those for all', async () => {
  const { env, file, policy } = await directory();
  const receiver = await startReceiver(env);
  const body = { ...bodyOf('before-set-group-member-info'), nickName: 'spam' };
  for (const groupID of ['g-own', 'g-other'])
    await post(`${receiver.address}/${COMMAND}`, JSON.stringify({ ...body, groupID }));
  await policy('set', await file({ nickName: { replace: true, rules: [] } }), '--group', 'g-own');

  expect((await policy('preview', await file(rude()))).stdout).toMatch(
    /^2 requests: 1 allowed, 0 changed, 1 refused;/m,
  );
  await policy('set', await file(rude()));
  const preview = await policy('preview', await file({ ex: [] }), '--group', 'g-own');
  expect(preview.stdout).toMatch(/^1 request: 0 allowed, 0 changed, 1 refused;/m);
});

it('previews no more days than wanted', async () => {
  const { file } = await commands({});
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const receivedAt = new Date(Date.now() - 3 * 24 * 60 * 60 * 1_000).toISOString();
  const body = bodyOf('before-set-group-member-info');
  await call(functions, 'before-set-group-member-info', { body, receivedAt });
  const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
  await createPolicyTable(table.client);
  const candidate = await file(rude());

  const of = async (since: string) => (await runHere(['policy', 'preview', candidate, '--since', since], env)).stdout;
  expect(await of('3d')).toMatch(/^0 requests: /m);
  expect(await of('4d')).toMatch(/^1 request: /m);
});

it('makes no new version of what is in force', async () => {
  const { file, policy } = await openDatabase();
  await policy('set', await file(rude({ mode: 'enforce' })));

  const again = await policy('set', await file(`\uFEFF${JSON.stringify(rude({ mode: 'enforce' }))}`));

  expect(again).toMatchObject({ code: 0, stdout: 'Nothing changes: version 1 stays in force for all groups.\n' });
  expect((await policy('history', '--json')).stdout.trim().split('\n')).toHaveLength(1);
  expect((await policy('set', await file(rude({ mode: 'enforce' })), '--note', 'Reviewed')).stdout).toBe(
    'Nothing changes: version 1 stays in force for all groups.\nThe note is not stored, because a note belongs to a new version.\n',
  );
});

it('keeps versions, of all groups and of one, and goes back', async () => {
  const { file, policy } = await openDatabase();
  expect(await policy('set', await file(rude()))).toMatchObject({ code: 0, stderr: '' });
  expect((await policy('set', await file(rude({ mode: 'monitor' })), '--group', 'g')).code).toBe(0);

  expect((await policy('set', await file({ ...rude(), ex: [{ kind: 'bytes', id: 'b', max: 1 }] }))).stdout).toContain(
    '+ ex: b (bytes)\nVersion 2',
  );
  expect(JSON.parse((await policy('show')).stdout)).toHaveProperty('ex');
  expect(JSON.parse((await policy('show', '--version', '1')).stdout)).toEqual({
    nickName: [{ ...rude().nickName[0], foldAccents: false, action: 'refuse' }],
  });
  expect((await policy('history')).stdout).toMatch(/^2 in force {2}\S+Z {2}\d+ characters .*\n1 /m);
  expect((await policy('remove', '--group', 'g')).stdout).toMatch(/^Removed in version 2\./);
  expect(await policy('show', '--group', 'g')).toEqual({
    code: 0,
    stdout: '',
    stderr: 'The policy for group g was removed.\n',
  });
  expect((await policy('history', '--group', 'g')).stdout).toContain('removed');
});

it('stores who changed a policy and why', async () => {
  const { file, policy } = await openDatabase();
  await policy('set', await file(rude()), '--group', 'g', '--note', ' Spam\u202E of May ');
  await policy('remove', '--group', 'g', '--note', 'over');

  const author = userInfo().username;
  const { stdout } = await policy('history', '--group', 'g', '--json');
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { version: 2, isInForce: true, author, note: 'over' },
    { version: 1, isInForce: false, author, note: 'Spam\u202E of May', characters: expect.any(Number) },
  ]);
  expect((await policy('history', '--group', 'g')).stdout).toMatch(/removed .* over\n1 .* Spam\uFFFD of May\n$/);
  expect((await policy('set', await file(rude()), '--note', ' ')).stderr).toBe('--note needs a text.\n');
});

it('says what has no policy, without a failure', async () => {
  const { policy } = await openDatabase();
  const [code, stdout] = [0, ''];
  const [show, history] = [await policy('show'), await policy('history')];
  expect(show).toEqual({ code, stdout, stderr: 'No policy exists for all groups. Put one in force with set.\n' });
  expect(history).toMatchObject({ code, stdout, stderr: expect.stringMatching(/^No policy was ever set /) });
});

it.each([{ nickName: 5 }, 'not json', { S: 'x' }])('takes the place of what is no policy: %j', async (document) => {
  const { file } = await commands({});
  const table = await auditTable();
  const { client, name } = await createPolicyTable(table.client);
  const stored = typeof document === 'string' || 'S' in document ? document : JSON.stringify(document);
  const item = { scope: ALL_GROUPS, version: CURRENT_VERSION_KEY, currentVersion: 1, changedAt: 'x', document: stored };
  await client.send(new PutItemCommand({ TableName: name, Item: marshall(item) }));
  const policy = (...args: string[]) => runHere(['policy', ...args], { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });

  expect(await policy('show')).toMatchObject({
    code: 2,
    stderr: 'The stored policy for all groups is not valid. Set it again with: npm run policy -- set FILE\n',
  });
  expect((await policy('preview', await file(rude()))).code).toBe(0);
  expect(await policy('set', await file(rude()))).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('+ nickName: rude (terms)\nVersion '),
  });
});

it('tells the verdict for one request, rule by rule', async () => {
  const { policy } = await openDatabase();

  const { stdout } = await policy('try', SAMPLE, '{"nickName":" Admin ","roleLevel":60,"ex":null}');

  expect(stdout).toBe(`refuse
  nickName: no-outer-spaces changes: spaces at an end
  nickName: staff-names refuses: the term admin (5050: This name is kept for our staff.)
  roleLevel: members-only refuses: the role 60 (5021: Administrators are made elsewhere.)
`);
});

describe('tells a person what is wrong', () => {
  it.each([
    {
      args: ['publish'],
      says: 'Unknown command publish. Use one of init, show, set, remove, history, lists, diff, check, test, try, preview.\n',
    },
    { args: ['show', '--region', 'eu-west-1'], says: '--region works only with --table. Add --table NAME.\n' },
    { args: ['set'], says: 'Wrong number of arguments. Use: npm run policy -- set FILE\n' },
    { args: ['set', 'nowhere.json'], says: "nowhere.json can't be read: the file does not exist.\n" },
    {
      args: ['try', SAMPLE, '{"a":x}'],
      says: 'The request is not valid JSON: "x" is unexpected. Correct it first.\n',
    },
    {
      args: ['try', SAMPLE, '{'],
      says: 'The request is not valid JSON: the mistake is in line 1, column 2. Correct it first.\n',
    },
    {
      args: ['try', SAMPLE, '{"nickname":"x"}'],
      says: expect.stringMatching(/^The request is not valid: unknown field nickname\. Use nickName, /),
    },
    {
      args: [],
      env: { npm_config_group: 'g' },
      says: 'npm took an option for itself. Put -- before the options: npm run policy -- … --group …\n',
    },
    {
      args: ['--group', 'g'],
      says: 'The command is missing. Use one of init, show, set, remove, history, lists, diff, check, test, try, preview.\n',
    },
    { args: ['set', SAMPLE, '--version', '1'], says: 'set does not take --version. See --help.\n' },
    { args: ['set', SAMPLE, '--table', ''], says: '--table needs a name.\n' },
    {
      args: ['remove'],
      says: 'remove needs --group ID. To have no rules for all groups, set a file with {}.\n',
    },
    { args: ['show', '--version', 'x'], says: '--version must be a whole number of at least 1.\n' },
    {
      args: ['--group', 'g', 'show'],
      says: 'The command show must come before its options. Use: npm run policy -- show …\n',
    },
    {
      args: ['preview', SAMPLE, '--table', 'same', '--audit-table', 'same'],
      says: '--table and --audit-table are the same. Set one to another name.\n',
    },
    {
      args: ['preview', SAMPLE, '--since', 'ever'],
      says: '--since must be a time such as 2h, 7d or 2026-03-04T05:00Z.\n',
    },
    {
      args: ['preview', SAMPLE, '--table', 'a-table'],
      says: 'preview also needs the audit table. Add --audit-table NAME.\n',
    },
  ])('$args', async ({ args, says, env = {} }: { args: string[]; says: string; env?: Record<string, string> }) => {
    const finished = await runHere(['policy', ...args], { DATA_DIR: await emptyDirectory(), ...env });
    expect(finished).toMatchObject({ code: 2, stderr: says });
  });

  it('a policy that is not there', async () => {
    const { policy } = await openDatabase();
    for (const { args, says } of [
      { args: ['remove', '--group', 'g'], says: 'No policy exists for group g. Check --group.\n' },
      {
        args: ['show', '--version', '7'],
        says: 'The policy for all groups has no version 7. List its versions with history.\n',
      },
    ])
      expect(await policy(...args)).toEqual({ code: 2, stdout: '', stderr: says });
  });

  it('every mistake of a policy, and puts nothing in force', async () => {
    const { file, policy } = await openDatabase();
    const path = await file({ mode: 'off', nickName: [{ kind: 'length' }] });
    const broken = await file('{"mode"', 'broken.json');

    expect(await policy('set', path)).toMatchObject({
      code: 2,
      stderr: `${path} is not a valid policy. Correct these settings:\n  mode: must be enforce or monitor\n  nickName.0.id: is missing\n`,
    });
    expect((await policy('set', broken)).stderr).toMatch(/broken\.json is not valid JSON: /);
    expect((await policy('show')).stdout).toBe('');
  });

  it('how to use it', async () => {
    expect((await run(BIN, ['policy'])).stdout).toMatch(/^Usage: npm run policy -- COMMAND\n/);
  });
});

it('previews repeats as the one event that they are, and integers of any size beside what it judges', async () => {
  const { file } = await commands({});
  const table = await auditTable();
  await createPolicyTable(table.client);
  const functions = await loadFunctions(table.endpoint);
  const sent = JSON.stringify({ ...bodyOf('before-set-group-member-info'), nickName: 'spam' });
  const body = sent.replace('{', '{"seq":12345678901234567890,');
  const receivedAt = `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;
  for (const requestID of ['r-1', 'r-2', 'r-3'])
    await call(functions, 'before-set-group-member-info', { body, requestID, receivedAt });
  const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };

  const { code, stdout } = await runHere(['policy', 'preview', await file(rude()), '--since', '2d'], env);

  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 request: .* 1 refused;/m) });
});

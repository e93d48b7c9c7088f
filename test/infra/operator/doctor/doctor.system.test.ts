import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { catalogue } from '../../../../functions/openim/catalogue.ts';
import type { Check } from '../../../../infra/operator/doctor/check.ts';
import { checkReceiver } from '../../../../infra/operator/doctor/receiver-checks.ts';
import { runHere } from '../../../support/commands.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { TOKEN } from '../../../support/proxy-event.ts';
import { putRecorded, recorded } from '../../../support/recorded.ts';
import { serve } from '../../../support/serve.ts';
import { everyItem, found } from '../../../support/table.ts';

const OWN_NAMES = catalogue.flatMap(({ wireNames }): readonly string[] => wireNames);

function withToken(url: string, token = TOKEN): string {
  return `${url.replace('//', `//openim:${token}@`)}/callbackExample`;
}

/** Runs the command, and returns its checks as data beside what it printed. */
async function doctor(args: readonly string[], env: Record<string, string> = {}) {
  // Never the data of whoever runs the tests.
  const { code, stdout, stderr } = await runHere(['doctor', '--json', ...args], {
    DATA_DIR: await emptyDirectory(),
    ...env,
  });
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
  const named = (name: string) => checks.find((check) => check.name === name);
  return { code, ok, checks, named, stdout, stderr };
}

/** A server that answers everything with the same, and what it was asked. */
async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://openim:secret-token@127.0.0.1:${(server.address() as AddressInfo).port}/prod`;
}

it('leads to the relay, and not to the policy, when a relay has no answer of the receiver', async () => {
  const answer = { actionCode: 0, errCode: 5502, errMsg: 'webhook receiver cannot be reached', nextCode: 1 };
  const address = await serverThat((_, response) => {
    response.end(JSON.stringify({ ...answer, errDlt: 'the receiver did not answer: ECONNREFUSED' }));
  });

  const { code, named } = await doctor(['--address', address]);

  expect(code).toBe(1);
  expect(named('BeforeSetGroupMemberInfo')).toEqual({
    name: 'BeforeSetGroupMemberInfo',
    status: 'fail',
    says: 'gets the failure verdict of the relay, which has no answer of the receiver: the receiver did not answer: ECONNREFUSED',
    todo: 'Check the receiver: npx openim-webhook relay status',
  });
});

describe('with a healthy receiver', () => {
  it('finds nothing wrong, finds its events in the table, and leaves no trace in lists', async () => {
    const { url, table } = await serve();
    const day = new Date().toISOString().slice(0, 10);

    const { code, ok, checks, named } = await doctor(['--address', withToken(url)], {
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    });

    expect(checks.filter(({ status }) => status === 'fail' || status === 'skipped')).toEqual([]);
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    expect(named('token')?.says).toBe('is accepted');
    expect(named('wrong token')?.says).toBe('is refused');
    expect(named('table')?.says).toContain(`all ${OWN_NAMES.length} callbacks`);
    expect(await found(table, { index: 'byDay', day })).toEqual([]);
    const items = await everyItem(table);
    expect(new Set(items.map(({ sentAs, command }) => sentAs ?? command))).toEqual(
      new Set([...OWN_NAMES, ...items.map(({ command }) => command)]),
    );
    expect(items.every(({ test, outcome }) => test === true && outcome !== 'malformed')).toBe(true);
  });

  it('says when OpenIM last called, and does not count tests and replays', async () => {
    const { url, table } = await serve();
    const run = () => doctor(['--address', withToken(url)], { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });
    const joined = (at: Date) => recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g', userID: 'u' }, at });
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

    await putRecorded(table, { ...joined(ago(1)), replayOf: '0123456789abcdef0123456789abcdef' });
    const before = await run();
    const last = joined(ago(2));
    await putRecorded(table, last);
    const after = await run();

    expect(before.named('last callback')).toMatchObject({
      status: 'warn',
      says: expect.stringMatching(/^none is recorded in the last 7 days/),
    });
    expect(before.code).toBe(0);
    const at = last.receivedAt.slice(0, 23).replace('T', ' ');
    expect(after.named('last callback')).toMatchObject({
      status: 'ok',
      says: `AfterJoinGroup from 127.0.0.1 at ${at} (UTC)`,
    });
  });

  it('says that the events were not searched for when there is no table', async () => {
    const { url } = await serve();

    const { code, named } = await doctor(['--address', withToken(url)], { DATA_DIR: await emptyDirectory() });

    expect(code).toBe(0);
    expect(named('table')).toMatchObject({ status: 'skipped', todo: expect.stringContaining('--table') });
  });

  it('prints a line for each check, what to do below it, and no token', async () => {
    const { url } = await serve();

    const { code, stdout } = await runHere(['doctor', '--address', withToken(url)], {
      DATA_DIR: await emptyDirectory(),
    });

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Checked: http:\/\/openim:\*\*\*@/);
    expect(stdout).toMatch(/^ok {4}BeforeCreateGroup {9}continues, [\d.]+ ms$/m);
    expect(stdout).toMatch(/^- {5}table .*\n +→ For a receiver on AWS add --table NAME/m);
    expect(stdout).not.toContain(TOKEN);
  });

  it.each([
    { about: 'a wrong token', address: (url: string) => withToken(url, 'wrong'), says: /does not accept the token/ },
    { about: 'no token', address: (url: string) => `${url}/callbackExample`, says: /requires a token/ },
  ])('names $about', async ({ address, says }) => {
    const { url, table } = await serve();

    const { code, named } = await doctor(['--address', address(url)]);

    expect(code).toBe(1);
    expect(named('token')).toMatchObject({ status: 'fail', says: expect.stringMatching(says) });
    expect(named('callbacks')?.status).toBe('skipped');
    expect(await everyItem(table)).toEqual([]);
  });

  it('says that a receiver accepts everybody, although the address has a token', async () => {
    const { url } = await serve({ token: undefined });

    const { code, named } = await doctor(['--address', withToken(url)], { DATA_DIR: await emptyDirectory() });

    expect(code).toBe(0);
    expect(named('wrong token')).toMatchObject({ status: 'warn', says: expect.stringContaining('every caller') });
  });

  it('names an address that the receiver does not let call', async () => {
    const { url } = await serve({ allowedCidrs: ['192.0.2.0/24'] });

    const { named } = await doctor(['--address', withToken(url)]);

    expect(named('token')?.todo).toContain('ALLOWED_CIDRS');
  });
});

it('checks the receiver of this machine without any option', async () => {
  const { server } = await serve({ token: undefined });

  const { code, stdout } = await runHere(['doctor'], { PORT: String(server.port), DATA_DIR: await emptyDirectory() });

  expect(code).toBe(0);
  expect(stdout).toContain(`Checked: http://127.0.0.1:${server.port}/callbackExample\n`);
});

it('names what is not an address in one line', async () => {
  const { code, named, checks } = await doctor(['--address', '127.0.0.1:10006']);

  expect(code).toBe(1);
  expect(named('address')).toMatchObject({ status: 'fail', says: expect.stringContaining('is not an HTTP address') });
  expect(checks).toHaveLength(2);
});

describe('with something else at the address', () => {
  const ANSWERS = [
    {
      about: 'a bare gateway',
      answers: (_request, response) => response.writeHead(403).end('{"message":"Forbidden"}'),
      name: 'answer',
      says: /^\{"message":"Forbidden"\} \(HTTP 403\) is not the receiver's answer\. OpenIM reads it as "continue"/,
    },
    {
      about: 'a server that answers HTML',
      answers: (_request, response) => response.end('<!DOCTYPE html><title>Welcome</title>'),
      name: 'answer',
      says: /^it answers HTML \(HTTP 200\) instead of JSON/,
    },
    {
      about: 'a server that answers nothing',
      answers: (_request, response) => response.writeHead(204).end(),
      name: 'answer',
      says: /^it answers an empty body/,
    },
    {
      about: 'a server that redirects',
      answers: (_request, response) => response.writeHead(301, { location: 'https://a.example/' }).end(),
      name: 'answer',
      says: /^it redirects \(301\)/,
    },
    {
      about: 'an envelope of text',
      answers: (_request, response) =>
        response.end('{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":"1"}'),
      name: 'answer',
      says: /^the answer has no valid nextCode/,
    },
    {
      about: 'a server that hangs',
      answers: () => {},
      name: 'answer',
      says: /^the call failed: no answer within 5 s$/,
    },
    {
      about: 'a server that hangs up',
      answers: (request) => request.socket.destroy(),
      name: 'answer',
      says: /^the call failed: the connection was closed without an answer$/,
    },
  ] satisfies { about: string; answers: RequestListener; name: string; says: RegExp }[];

  it.each(ANSWERS)('names $about, and tries no callback', async ({ answers, name, says }) => {
    const address = await serverThat(answers);

    const { code, ok, named, stdout } = await doctor(['--address', address]);

    expect({ code, ok }).toEqual({ code: 1, ok: false });
    expect(named(name)).toMatchObject({ status: 'fail', says: expect.stringMatching(says), todo: expect.any(String) });
    expect(named('callbacks')?.status).toBe('skipped');
    expect(stdout).not.toContain('secret-token');
  });

  it.each([
    { about: 'header', of: (request: IncomingMessage) => String(request.headers.authorization) },
    { about: 'password', of: () => '{"password":"secret-token"}' },
  ])('prints no token that an answer repeats: $about', async ({ of }) => {
    const address = await serverThat((request, response) => response.end(of(request)));

    const { named, stdout } = await doctor(['--address', address]);

    expect(named('answer')?.says).toContain('***');
    expect(stdout).not.toMatch(/secret-token|c2VjcmV0/);
    expect(stdout).not.toContain(Buffer.from('openim:secret-token').toString('base64'));
  });

  it('names an answer that loses a field, which OpenIM would blank', async () => {
    const bare = '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}';
    const address = await serverThat((_request, response) => response.end(bare));

    const { code, named } = await doctor(['--address', address]);

    expect(code).toBe(1);
    expect(named('BeforeSetGroupInfo')).toMatchObject({ status: 'fail', says: expect.stringContaining('groupID') });
    expect(named('BeforeSetGroupMemberInfo')?.status).toBe('ok');
  });

  it('tells settings and rules of the receiver from mistakes', async () => {
    const answer = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };
    const address = await serverThat(async (request, response) => {
      const body = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString());
      const { callbackCommand, operationID: _operation, ...fields } = body;
      const name = request.url?.split('/').at(-1)?.replace('prod?command=', '').split('&')[0];
      const isOwn = OWN_NAMES.includes(String(name));
      const isRefused = name === 'callbackBeforeCreateGroupCommand';
      const special = isRefused
        ? { errCode: 5001, errMsg: 'not this name', nextCode: 1 }
        : isOwn
          ? {}
          : { errCode: 5404, nextCode: 1 };
      expect(callbackCommand).toBe(name);
      response.end(JSON.stringify({ ...fields, ...answer, ...special }));
    });

    const { code, named } = await doctor(['--address', address]);

    expect(code).toBe(0);
    expect(named('BeforeCreateGroup')).toMatchObject({ status: 'warn', says: expect.stringContaining('5001') });
    expect(named('other callbacks')).toMatchObject({ status: 'warn', todo: expect.stringContaining('otherCallbacks') });
    expect(named('table')).toMatchObject({ status: 'skipped' });
  });

  it('gives up when answers stop coming, and says how many callbacks it has not tried', async () => {
    let answers = 0;
    const address = await serverThat((_request, response) => {
      answers += 1;
      if (answers <= 4) response.end('{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}');
    });

    const { checks } = await checkReceiver(address, { timeoutMs: 300, now: Date.now });

    expect(answers).toBe(6);
    expect(checks.filter(({ says }) => says.includes('no answer within 0.3 s'))).toHaveLength(2);
    expect(checks.find(({ name }) => name === 'callbacks')?.says).toMatch(/^\d+ more were not tried/);
  });

  it('sends a token with escaped characters as Go does', async () => {
    const seen: (string | undefined)[] = [];
    const address = await serverThat((request, response) => {
      seen.push(request.headers.authorization);
      response.end('<html>');
    });

    await doctor(['--address', address.replace('secret-token', 'a%2Fb%E5%B0%8F%FF')]);

    expect(seen).toEqual([`Basic ${Buffer.concat([Buffer.from('openim:a/b小'), Buffer.of(0xff)]).toString('base64')}`]);
  });

  it('names a port where nobody listens, and a name that does not exist', async () => {
    const port = await doctor(['--address', 'http://127.0.0.1:1/callbackExample']);
    const name = await doctor(['--address', 'http://receiver.invalid:10006/callbackExample']);

    expect(port.named('port')).toMatchObject({ status: 'fail', says: expect.stringContaining('nothing listens') });
    expect(name.named('name')).toMatchObject({ status: 'fail', says: expect.stringContaining('does not resolve') });
  });
});

it.each([
  { address: 'webhook://127.0.0.1:10006/x', says: 'is not an HTTP address' },
  { address: 'http://127.0.0.1:10006/x/', says: 'must not end in "/"' },
  { address: 'http://openim:{TOKEN}@127.0.0.1:10006/x', says: 'placeholder' },
  { address: 'http://openim:50%@127.0.0.1:10006/x', says: 'without two hexadecimal digits' },
  { address: 'http://openim:TOKEN@127.0.0.1:10006/x', says: 'still contains TOKEN' },
  { address: 'http://openim:t@HOST:10006/x', says: 'still contains HOST' },
])('calls nothing at $address, which $says', async ({ address, says }) => {
  const { code, named, checks } = await doctor(['--address', address]);

  expect(code).toBe(1);
  expect(named('address')?.says).toContain(says);
  expect(checks).toHaveLength(2);
});

it.each([
  { args: ['--region', 'eu-west-1'], says: /^--region works only with --table\./ },
  { args: ['--fix'], says: /^--fix and --server work only with --webhooks\./ },
  { args: ['--webhooks', 'nowhere.yml'], says: /^nowhere\.yml can't be read: the file does not exist\./ },
  { args: ['--webhooks', 'package.json', '--server', 'newest'], says: /^Invalid --server\./ },
  { args: ['--adress', 'x'], says: /^Unknown option --adress\. Use --address/ },
])('says what is wrong with $args', async ({ args, says }) => {
  const { code, stdout, stderr } = await runHere(['doctor', ...args]);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(says);
});

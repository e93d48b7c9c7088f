import { once } from 'node:events';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { startDatabase } from '../../../infra/local/database.ts';
import { layoutOf } from '../../../infra/openim/configuration.ts';
import { wantedSwitches } from '../../../infra/openim/wanted-switches.ts';
import { bodyOf } from '../../support/bodies.ts';
import { BIN } from '../../support/commands.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { post, rawConnection, rawRequest } from '../../support/http.ts';
import { openimFile } from '../../support/openim-file.ts';
import { emptyDirectory, run, startReceiver } from '../../support/processes.ts';
import { AUTHENTICATED, sha256, TOKEN } from '../../support/proxy-event.ts';
import { auditTable, everyItem } from '../../support/table.ts';

const body = JSON.stringify(bodyOf('after-join-group'));
const COMMAND = 'callbackAfterJoinGroupCommand';
const START = 'infra/local/start.ts';

async function audit(env: Record<string, string>, ...args: string[]) {
  const { code, stdout, stderr } = await run(BIN, ['audit', ...args, '--json'], env);
  // The cost of the search is no failure.
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^(Read .*\n)?$/) });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

it('says where to send callbacks, shows each, and has them after a restart', async () => {
  const env = { DATA_DIR: join(await emptyDirectory(), 'data') };
  const receiver = await startReceiver(env);
  expect(receiver.output.stdout).toContain(`callbacks on ${receiver.address}\n`);

  expect((await post(`${receiver.address}/${COMMAND}`, body)).status).toBe(200);
  expect((await post(`${receiver.address}/nobodyKnows`, body)).status).toBe(404);
  await vi.waitFor(() => expect(receiver.output.stdout).toContain('nobodyKnows'));
  expect(receiver.output.stdout).toMatch(/\d\d:\d\d:\d\d\.\d{3} +AfterJoinGroup +g-100 +u-7 +recorded +[\d.]+ ms\n/);
  expect(receiver.output.stdout).toContain('unknownCallback  /callbackExample/nobodyKnows');

  const whileItRuns = await audit(env, '--group', 'g-100');
  expect(whileItRuns).toMatchObject([{ command: COMMAND, outcome: 'recorded', body }]);
  expect(await receiver.stop()).toBe(0);
  expect(await audit(env, '--user', 'u-7')).toEqual(whileItRuns);

  const again = await startReceiver(env);
  await post(`${again.address}/${COMMAND}`, body.replace('u-7', 'u-8'));
  expect((await audit(env)).map(({ userID }) => userID)).toEqual(['u-8', 'u-7']);
});

it('takes the first callback exactly as the welcome shows it', async () => {
  const receiver = await startReceiver({ DATA_DIR: await emptyDirectory() });
  const [, data, url] = /--data '(.*)' \\\n +(\S+)/.exec(receiver.output.stdout) ?? [];

  expect((await post(url as string, data as string)).answer).toMatchObject({ errCode: 0 });
});

it.each([
  { others: 'true', ownOnly: false },
  { others: 'false', ownOnly: true },
])('prints a command that makes OpenIM call it, RECORD_OTHER_CALLBACKS=$others', async ({ others, ownOnly }) => {
  const directory = await emptyDirectory();
  const receiver = await startReceiver({ DATA_DIR: join(directory, 'data'), RECORD_OTHER_CALLBACKS: others });
  const file = join(directory, 'webhooks.yml');
  await writeFile(file, openimFile(layoutOf('v3.8.3'), { url: 'http://127.0.0.1:10006/callbackExample' }));
  const [, args = ''] = /^ +npm run webhooks -- (.*)$/m.exec(receiver.output.stdout) ?? [];

  const pasted = args.replace('OPENIM/config/webhooks.yml', file).split(' ');
  expect(await run(BIN, ['webhooks', ...pasted, '--write'])).toMatchObject({
    code: 0,
    stderr: '',
  });

  const { url, ...switches } = parse(await readFile(file, 'utf8'));
  expect(url).toBe(receiver.address);
  const on = Object.keys(switches).filter((name) => switches[name].enable);
  expect(on.sort()).toEqual(wantedSwitches(null, ownOnly).sort());
});

it('has what it answered after it was killed, and starts again', async () => {
  const env = { DATA_DIR: await emptyDirectory() };
  const receiver = await startReceiver(env);
  await post(`${receiver.address}/${COMMAND}`, body);
  await receiver.stop('SIGKILL');

  await startReceiver(env);

  expect(await audit(env, '--group', 'g-100')).toMatchObject([{ body }]);
});

it.each(['SIGTERM', 'SIGINT'] as const)('finishes what is in flight on %s', async (signal) => {
  const table = await auditTable();
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const receiver = await startReceiver({ DATA_DIR: await emptyDirectory(), AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint });
  await proxy.break(['PutItem'], 'is slow');
  const idle = await rawConnection(receiver.port);
  idle.socket.write(rawRequest('/', ''));
  await once(idle.socket, 'data');

  const answered = post(`${receiver.address}/${COMMAND}`, body);
  await vi.waitFor(() => expect(proxy.asked()).toContain('PutItem'), { timeout: 10_000, interval: 5 });
  const ended = receiver.stop(signal);

  expect((await answered).status).toBe(200);
  expect(await ended).toBe(0);
  expect(await everyItem(table)).toMatchObject([{ body }]);
});

describe('with a token', () => {
  it('asks callers for it', async () => {
    const env = { DATA_DIR: await emptyDirectory(), WEBHOOK_TOKEN_HASHES: sha256(TOKEN) };
    const receiver = await startReceiver(env, ['--host', '0.0.0.0']);

    expect(receiver.output.stdout).toContain('--address http://openim:TOKEN@HOST:');
    expect((await post(`${receiver.address}/${COMMAND}`, body)).answer).toMatchObject({ errCode: 5401, nextCode: 1 });
    expect((await post(`${receiver.address}/${COMMAND}`, body, AUTHENTICATED)).status).toBe(200);
    await vi.waitFor(() => expect(receiver.output.stdout).toContain('notAuthenticated'));
    expect(await audit(env)).toMatchObject([{ body }]);
  });
});

it('takes callbacks from allowed addresses only, however the connection writes them', async () => {
  const env = { DATA_DIR: await emptyDirectory(), WEBHOOK_TOKEN_HASHES: sha256(TOKEN) };
  const allowed = await startReceiver({ ...env, ALLOWED_CIDRS: '10.0.0.0/8, 127.0.0.0/8' }, ['--host', '::']);
  expect((await post(`${allowed.address}/${COMMAND}`, body, AUTHENTICATED)).status).toBe(200);
  await allowed.stop();

  const others = await startReceiver({ ...env, ALLOWED_CIDRS: '10.0.0.0/8' }, ['--host', '0.0.0.0']);
  expect((await post(`${others.address}/${COMMAND}`, body, AUTHENTICATED)).status).toBe(403);
  await vi.waitFor(() => expect(others.output.stdout).toContain('127.0.0.1 is not in ALLOWED_CIDRS'));
});

describe('says in one or two sentences what is wrong', () => {
  it.each([
    {
      args: ['--host', '0.0.0.0'],
      env: {},
      says: /^--host lets other machines call, so a token is required\. Set WEBHOOK_TOKEN_HASHES .*\.$/,
    },
    { args: ['--port', '1'], env: {}, says: /^Unknown option '--port'/ },
    {
      args: [],
      env: { DATA_DIR: 'README.md' },
      says: /^DATA_DIR \/.*\/README\.md can't be used: it is not a directory\. Set it to .*\.$/,
    },
    {
      args: [],
      env: { AUDIT_TABLE_NAME: 'same', POLICY_TABLE_NAME: 'same' },
      says: /^AUDIT_TABLE_NAME and POLICY_TABLE_NAME are equal\. Set one to another name\.$/,
    },
    { args: [], env: { AUDIT_TABLE_NAME: 'a b' }, says: /^AUDIT_TABLE_NAME is not a valid table name\. Use 3 to 255 / },
    { args: [], env: { PORT: 'http' }, says: /^PORT must be a port number from 0 to 65535\.$/ },
    { args: [], env: { PORT: '65536' }, says: /^PORT must be/ },
    { args: [], env: { DYNAMODB_PORT: '-1' }, says: /^DYNAMODB_PORT must be/ },
    { args: [], env: { WEBHOOK_TOKEN_HASHES: 'secret' }, says: /^WEBHOOK_TOKEN_HASHES.* must be lower-case/ },
    { args: [], env: { ALLOWED_CIDRS: '10.0.0.7' }, says: /^ALLOWED_CIDRS must be CIDR ranges such as / },
    { args: [], env: { FAILURE_VERDICT: 'yes' }, says: /^FAILURE_VERDICT must be refuse or allow\.$/ },
    {
      args: ['--host', 'nowhere.invalid'],
      env: { WEBHOOK_TOKEN_HASHES: sha256('x') },
      says: /^--host is not an address of this machine\. Use one such as /,
    },
    {
      args: [],
      env: { AWS_ENDPOINT_URL_DYNAMODB: 'localhost:8000' },
      says: /^AWS_ENDPOINT_URL_DYNAMODB is not a valid address\. Set it to one such as /,
    },
    {
      args: [],
      env: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9', AWS_REGION: 'no region' },
      says: /^The DynamoDB at http:\/\/127\.0\.0\.1:9 rejected the tables \(Error\): Region not accepted/,
    },
  ])('$args $env', async ({ args, env, says }) => {
    const directory = await emptyDirectory();

    const { code, stderr } = await run(START, args, { PORT: '0', DYNAMODB_PORT: '0', DATA_DIR: directory, ...env });

    expect(code).toBe(2);
    expect(stderr.trim()).toMatch(says);
    expect(stderr).not.toContain('    at ');
  });

  it('a port that is in use, data that is in use', async () => {
    const first = await startReceiver({ DATA_DIR: await emptyDirectory() });
    const directory = await emptyDirectory();
    const env = { PORT: String(first.port), DYNAMODB_PORT: '0', DATA_DIR: directory };
    const database = await startDatabase(await emptyDirectory());
    const databasePort = new URL(database.endpoint).port;

    expect(await run(START, [], env)).toMatchObject({
      code: 2,
      stderr: `Port ${first.port} is in use. Set PORT to another port.\n`,
    });
    expect(await run(START, [], { ...env, PORT: '0', DYNAMODB_PORT: databasePort })).toMatchObject({
      code: 2,
      stderr: `Port ${databasePort} is in use. Set DYNAMODB_PORT to another port.\n`,
    });
    await database.close();
    await startReceiver({ DATA_DIR: directory });
    expect(await run(START, [], { ...env, PORT: '0' })).toMatchObject({
      code: 2,
      stderr: `Another process uses the data in ${directory}. Stop that process, or set DATA_DIR to another directory.\n`,
    });
  });
});

it('runs under node --watch', async () => {
  const watched = 'node=$1; shift; exec "$node" --watch';
  const receiver = await startReceiver({ DATA_DIR: await emptyDirectory() }, [], watched);

  expect((await post(`${receiver.address}/${COMMAND}`, body)).status).toBe(200);
  expect(await receiver.stop()).toBe(0);
});

it('goes on when whoever reads its output is gone', async () => {
  const receiver = await startReceiver({ DATA_DIR: await emptyDirectory() });
  receiver.child.stdout?.destroy();

  for (const groupID of ['a', 'b', 'c']) {
    expect((await post(`${receiver.address}/${COMMAND}`, body.replace('g-100', groupID))).status).toBe(200);
  }
  expect(receiver.child.exitCode).toBeNull();
});

it('needs no AWS account, whatever profile is set', async () => {
  const env = { DATA_DIR: await emptyDirectory(), AWS_PROFILE: 'nobody', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
  const receiver = await startReceiver(env);

  expect((await post(`${receiver.address}/${COMMAND}`, body)).status).toBe(200);
  expect(await audit(env)).toMatchObject([{ body }]);
});

it('lets no web page into the embedded database', async () => {
  const database = await startDatabase(await emptyDirectory());
  const { status } = await fetch(database.endpoint, { method: 'POST', headers: { Origin: 'http://example.com' } });
  await database.close();
  expect(status).toBe(403);
});

/** Starts a DynamoDB that rejects the credentials, the region or the table. */
async function startRefusing(type: string): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response
      .writeHead(400)
      .end(JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message: 'Not for you.' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('with a DynamoDB elsewhere', () => {
  it('takes callbacks while that is down, and records them once it is back', async () => {
    const table = await auditTable();
    const proxy = await startFaultProxy(table.endpoint);
    onTestFinished(() => proxy.close());
    await proxy.break([], 'refuses');
    const receiver = await startReceiver({
      DATA_DIR: await emptyDirectory(),
      AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
    });
    expect(receiver.output.stderr).toBe(
      `The DynamoDB at ${proxy.endpoint} is not available yet (ECONNREFUSED). Callbacks go to the queue until it is.\n`,
    );

    expect((await post(`${receiver.address}/${COMMAND}`, body)).answer.errCode).toBe(0);
    await vi.waitFor(() => expect(receiver.output.stdout).toContain('recorded (in the queue)'));
    await proxy.mend();

    await vi.waitFor(async () => expect(await everyItem(table)).toMatchObject([{ body }]), { timeout: 20_000 });
    const ready = `The tables in the DynamoDB at ${proxy.endpoint} are ready.\n`;
    await vi.waitFor(() => expect(receiver.output.stdout).toContain(ready), { timeout: 20_000 });
    expect(await receiver.stop()).toBe(0);
  });

  it.each(['AccessDeniedException', 'UnrecognizedClientException', 'InvalidSignatureException'])(
    'ends when that rejects permanently: %s',
    async (type) => {
      const endpoint = await startRefusing(type);
      const env = { PORT: '0', DATA_DIR: await emptyDirectory(), AWS_ENDPOINT_URL_DYNAMODB: endpoint };

      expect(await run(START, [], env)).toEqual({
        code: 2,
        stdout: '',
        stderr: `The DynamoDB at ${endpoint} rejected the tables (${type}): Not for you. Correct AWS_ENDPOINT_URL_DYNAMODB, AWS_REGION or the credentials.\n`,
      });
    },
  );

  it('ends when that comes back and rejects permanently', async () => {
    const proxy = await startFaultProxy(await startRefusing('AccessDeniedException'));
    onTestFinished(() => proxy.close());
    await proxy.break([], 'refuses');
    const receiver = await startReceiver({
      DATA_DIR: await emptyDirectory(),
      AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
    });
    const ended = once(receiver.child, 'exit');

    await proxy.mend();

    expect(await ended).toEqual([2, null]);
    expect(receiver.output.stderr).toContain('rejected the tables (AccessDeniedException): Not for you. Correct ');
  });
});

it('keeps its data from other users of the machine', async () => {
  const directory = join(await emptyDirectory(), 'data');
  const receiver = await startReceiver({ DATA_DIR: directory }, [], 'umask 000; exec');
  await post(`${receiver.address}/${COMMAND}`, body);

  const names = await readdir(directory, { recursive: true });
  expect(names).toContain(join('dynamodb', 'CURRENT'));
  for (const name of ['.', ...names]) expect((await stat(join(directory, name))).mode & 0o077, name).toBe(0);
});

it.each([
  { how: 'moved', go: (directory: string) => rename(directory, `${directory}.old`) },
  { how: 'deleted', go: (directory: string) => rm(directory, { recursive: true }) },
])('says that its data was $how, and keeps what comes from then on', async ({ go }) => {
  const directory = join(await emptyDirectory(), 'data');
  const receiver = await startReceiver({ DATA_DIR: directory });
  await post(`${receiver.address}/${COMMAND}`, body);

  await go(directory);
  await vi.waitFor(
    async () => {
      expect(await readdir(directory)).toContain('endpoint');
      await post(`${receiver.address}/${COMMAND}`, body.replace('u-7', 'u-8'));
      expect((await audit({ DATA_DIR: directory })).length).toBeGreaterThan(0);
    },
    { timeout: 20_000, interval: 500 },
  );

  expect(new Set((await audit({ DATA_DIR: directory })).map(({ userID }) => userID))).toEqual(new Set(['u-8']));
  expect(receiver.output.stderr).toBe(
    `${directory} was moved or deleted. New records go to a new, empty directory at that path, and no policy is in force. To continue with the old directory, stop the receiver, replace the new directory with the old one, and restart. Keep the new directory if you need its records.\n`,
  );
  expect(await receiver.stop()).toBe(0);
});

it('takes an empty variable for its default', async () => {
  const receiver = await startReceiver({ DATA_DIR: await emptyDirectory(), FAILURE_VERDICT: '', RECORD_MESSAGES: '' });
  const body = JSON.stringify(bodyOf('after-join-group'));
  expect((await post(`${receiver.address}/callbackAfterJoinGroupCommand`, body)).answer.errCode).toBe(0);
});

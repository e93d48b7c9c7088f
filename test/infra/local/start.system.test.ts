import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { layoutOf } from '../../../infra/openim/configuration.ts';
import { wantedSwitches } from '../../../infra/openim/wanted-switches.ts';
import { recordedIn } from '../../support/audited.ts';
import { bodyOf } from '../../support/bodies.ts';
import { BIN, runHere } from '../../support/commands.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { post, rawConnection, rawRequest } from '../../support/http.ts';
import { openimFile } from '../../support/openim-file.ts';
import { emptyDirectory, run, SOON, startReceiver } from '../../support/processes.ts';
import { AUTHENTICATED, basic, sha256, TOKEN } from '../../support/proxy-event.ts';
import { auditTable, everyItem } from '../../support/table.ts';

const body = JSON.stringify(bodyOf('after-join-group'));
const COMMAND = 'callbackAfterJoinGroupCommand';

it('says where to send callbacks, shows each, and has them after a restart', async () => {
  const env = { DATA_DIR: join(await emptyDirectory(), 'data') };
  const receiver = await startReceiver(env);
  expect(receiver.output.stdout).toContain(`callbacks on ${receiver.address}\n`);

  expect((await post(`${receiver.address}/${COMMAND}`, body)).status).toBe(200);
  expect((await post(`${receiver.address}/nobodyKnows`, body)).status).toBe(404);
  await vi.waitFor(() => expect(receiver.output.stdout).toContain('nobodyKnows'), SOON);
  expect(receiver.output.stdout).toMatch(/\d\d:\d\d:\d\d\.\d{3} +AfterJoinGroup +g-100 +u-7 +recorded +[\d.]+ ms\n/);
  expect(receiver.output.stdout).toContain('unknownCallback  /callbackExample/nobodyKnows');

  const whileItRuns = await recordedIn(env, '--group', 'g-100');
  expect(whileItRuns).toMatchObject([{ command: COMMAND, outcome: 'recorded', body }]);
  expect(await receiver.stop()).toBe(0);
  expect(await recordedIn(env, '--user', 'u-7')).toEqual(whileItRuns);

  const again = await startReceiver(env);
  await post(`${again.address}/${COMMAND}`, body.replace('u-7', 'u-8'));
  expect((await recordedIn(env)).map(({ userID }) => userID)).toEqual(['u-8', 'u-7']);
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
  expect(await runHere(['webhooks', ...pasted, '--write'])).toMatchObject({ code: 0, stderr: '' });

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

  expect(await recordedIn(env, '--group', 'g-100')).toMatchObject([{ body }]);
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
  await vi.waitFor(() => expect(proxy.asked()).toContain('PutItem'), { ...SOON, interval: 5 });
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
    await vi.waitFor(() => expect(receiver.output.stdout).toContain('notAuthenticated'), SOON);
    expect(await recordedIn(env)).toMatchObject([{ body }]);
  });

  it('of relays alone, takes callbacks of relays alone, from other machines, too', async () => {
    const env = { DATA_DIR: await emptyDirectory(), WEBHOOK_RELAY_TOKEN_HASHES: sha256(TOKEN) };
    const receiver = await startReceiver(env, ['--host', '0.0.0.0']);
    const send = (headers: Record<string, string>) => post(`${receiver.address}/${COMMAND}`, body, headers);

    expect((await send({})).status).toBe(401);
    expect((await send(AUTHENTICATED)).status).toBe(401);
    expect((await send({ Authorization: basic(TOKEN, 'relay') })).status).toBe(200);
  });
});

it('takes callbacks from allowed addresses only, however the connection writes them', async () => {
  const env = { DATA_DIR: await emptyDirectory(), WEBHOOK_TOKEN_HASHES: sha256(TOKEN) };
  const allowed = await startReceiver({ ...env, ALLOWED_CIDRS: '10.0.0.0/8, 127.0.0.0/8' }, ['--host', '::']);
  expect((await post(`${allowed.address}/${COMMAND}`, body, AUTHENTICATED)).status).toBe(200);
  await allowed.stop();

  const others = await startReceiver({ ...env, ALLOWED_CIDRS: '10.0.0.0/8' }, ['--host', '0.0.0.0']);
  expect((await post(`${others.address}/${COMMAND}`, body, AUTHENTICATED)).status).toBe(403);
  await vi.waitFor(() => expect(others.output.stdout).toContain('127.0.0.1 is not in ALLOWED_CIDRS'), SOON);
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
  const { code, stdout } = await run(BIN, ['audit', '--json'], env);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ body });
});

it('takes an empty variable for its default', async () => {
  const receiver = await startReceiver({ DATA_DIR: await emptyDirectory(), FAILURE_VERDICT: '', RECORD_MESSAGES: '' });
  expect((await post(`${receiver.address}/${COMMAND}`, body)).answer.errCode).toBe(0);
});

import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { allow } from '../../../../functions/openim/answer.ts';
import { FRONT_LIMITS } from '../../../../infra/relay/front/front-server.ts';
import { startBareReceiver } from '../../../support/bare-receiver.ts';
import { post, rawConnection, rawRequest } from '../../../support/http.ts';
import { readDocument } from '../../../support/markdown.ts';
import { basic, sha256, TOKEN } from '../../../support/proxy-event.ts';
import { AFTER, BEFORE, numbered, relayTo } from '../../../support/relay.ts';

const refused = (errCode: number) => ({ answer: { actionCode: 0, errCode, nextCode: 1 } });

describe('without a token', () => {
  it('refuses requests of web pages, and of names that lead here', async () => {
    const receiver = await startBareReceiver();
    const { send, relay, status } = await relayTo(receiver.port);
    expect(await send(numbered(1), AFTER, { Origin: 'https://page.example' })).toMatchObject({
      status: 403,
      ...refused(5403),
    });

    const connection = await rawConnection(relay.port);
    connection.socket.write(rawRequest(`/${BEFORE}`, '{}', { Host: 'page.example' }));
    await connection.until(/"errCode":5403/);
    expect(receiver.asked).toEqual([]);
    expect((await status()).totals.rejected).toEqual({ forbiddenOrigin: 2 });
  });

  it('listens to this machine alone', async () => {
    const receiver = await startBareReceiver();
    const { relay } = await relayTo(receiver.port);
    const addresses = Object.values(networkInterfaces())
      .flat()
      .filter((each) => each?.family === 'IPv4' && !each.internal);
    const codes = await Promise.all(addresses.map((each) => codeOfConnecting(String(each?.address), relay.port)));
    expect(codes).toEqual(addresses.map(() => 'ECONNREFUSED'));
  });
});

it('requires its token where it has one, and keeps it from the receiver', async () => {
  const receiver = await startBareReceiver();
  const { send, url, drained } = await relayTo(receiver.port, { tokenHash: sha256(TOKEN), host: '0.0.0.0' });

  expect(await send(numbered(1))).toMatchObject({ status: 401, ...refused(5401) });
  expect(await send(numbered(1), BEFORE, { Authorization: basic('wrong') })).toMatchObject({
    status: 401,
    ...refused(5401),
  });
  expect((await send(numbered(2), AFTER, { Authorization: basic(TOKEN) })).answer).toEqual(allow.answer);

  await drained();
  expect(receiver.taken.map(({ body }) => body)).toEqual([numbered(2)]);
  expect(JSON.stringify(receiver.taken)).not.toContain(basic(TOKEN));
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
});

it.each(['callbackAfterUserRegisterCommand', AFTER])(
  'writes no secret of OpenIM to the disk at %s',
  async (command) => {
    const receiver = await startBareReceiver();
    await receiver.away();
    const { send, spool, drained } = await relayTo(receiver.port);
    const body = (secret: string) =>
      JSON.stringify({ callbackCommand: 'callbackAfterUserRegisterCommand', secret, users: [] });
    await send(body('openIM123'), command);
    await send(`not JSON: callbackAfterUserRegisterCommand openIM123`, command);
    const files = await Promise.all((await readdir(spool)).map((name) => readFile(join(spool, name), 'latin1')));
    expect(files.join('')).toContain('callbackAfterUserRegisterCommand');
    expect(files.join('')).not.toContain('openIM123');

    await receiver.back();
    await drained();
    expect(receiver.taken.map((taken) => taken.body).sort()).toEqual(['', body('*')]);
  },
);

it('refuses what is not a callback, and counts no visit of a browser', async () => {
  const receiver = await startBareReceiver();
  const { url, status, lines } = await relayTo(receiver.port);

  expect(await post(`${url}/metrics`, '{}')).toMatchObject({ status: 404, ...refused(5404) });
  expect(await post(`${url}/?command=nothing`, '{}')).toMatchObject({ status: 404, ...refused(5404) });
  for (const path of ['', 'favicon.ico', AFTER])
    expect(await (await fetch(`${url}/${path}`)).json()).toMatchObject(refused(5405).answer);
  expect(receiver.asked).toEqual([]);
  expect((await status()).totals.rejected).toEqual({ unknownCallback: 2 });
  expect(lines.filter((line) => line.includes('rejected'))).toHaveLength(1);
});

it('takes the addresses of old servers, with the command in the query', async () => {
  const receiver = await startBareReceiver();
  const { url, drained } = await relayTo(receiver.port);

  expect((await post(`${url}/callbackExample?command=${AFTER}&contenttype=json`, numbered(1))).answer).toEqual(
    allow.answer,
  );
  await drained();
  expect(receiver.taken[0]?.path).toBe(`/prod/?command=${AFTER}&contenttype=json`);
});

it('rejects a body above its limit, with the envelope of an after callback', async () => {
  const receiver = await startBareReceiver();
  const { send } = await relayTo(receiver.port);
  const body = JSON.stringify({ groupEx: 'x'.repeat(FRONT_LIMITS.maxBodyBytes) });

  expect(await send(body)).toMatchObject({ status: 413, answer: { actionCode: 1, errCode: 5413, nextCode: 0 } });
});

it('answers what is not HTTP with an envelope', async () => {
  const receiver = await startBareReceiver();
  const { relay } = await relayTo(receiver.port);
  const connection = await rawConnection(relay.port);
  connection.socket.write('not HTTP\r\n\r\n');
  await connection.until(/"errCode":5400/);
});

it('shows its pages to this machine only, not through a proxy and not to a web page', async () => {
  const receiver = await startBareReceiver();
  const { url, send, drained } = await relayTo(receiver.port);
  await send(numbered(1));
  await drained();
  const metrics = await fetch(`${url}/metrics`);

  expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await metrics.text();
  expect(text).toContain('\nopenim_relay_waiting{target="receiver"} 0\n');
  expect(text).toContain('\nopenim_relay_stored_total 1\n');
  // A rate needs the number before the first one.
  expect(text).toContain('\nopenim_relay_rejected_total{reason="spoolFull"} 0\n');
  const documented = readDocument('docs/relay.md').spans.filter((span) => span.startsWith('openim_relay_'));
  expect(documented.length).toBeGreaterThan(4);
  for (const name of documented) expect(text).toContain(`# TYPE ${name} `);
  const foreign = [{ 'X-Forwarded-For': '192.0.2.1' }, { Origin: 'https://page.example' }];
  for (const headers of foreign) expect((await fetch(`${url}/status`, { headers })).status).toBe(405);
});

it('keeps idle connections open for at least ten minutes, because OpenIM reuses them', () => {
  expect(FRONT_LIMITS.idleTimeoutMs).toBeGreaterThanOrEqual(10 * 60 * 1_000);
});

function codeOfConnecting(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    onTestFinished(() => {
      socket.destroy();
    });
    socket
      .once('connect', () => resolve('connected'))
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
}

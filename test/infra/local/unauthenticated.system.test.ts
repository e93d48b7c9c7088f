import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../support/bodies.ts';
import { post, rawConnection, rawRequest } from '../../support/http.ts';
import { AUTHENTICATED, basic } from '../../support/proxy-event.ts';
import { serve } from '../../support/serve.ts';
import { everyItem } from '../../support/table.ts';

const PATH = '/callbackAfterJoinGroupCommand';
const body = JSON.stringify(bodyOf('after-join-group'));

describe('refuses by the headers alone', () => {
  it.each([
    { who: 'no token', headers: {}, errCode: 5401 },
    { who: 'a wrong token', headers: { Authorization: basic('wrong') }, errCode: 5401 },
    { who: 'a web page', headers: { ...AUTHENTICATED, Origin: 'http://example.com' }, errCode: 5403 },
    { who: 'a page of another site', headers: { ...AUTHENTICATED, 'Sec-Fetch-Site': 'cross-site' }, errCode: 5403 },
  ])('$who: before the body is sent, and without calling for it', async ({ headers, errCode }) => {
    const { server, table, rejected } = await serve({ failureVerdict: 'allow' });
    const { socket, received } = await rawConnection(server.port);

    const request = rawRequest(PATH, body, { ...headers, Expect: '100-continue' });
    socket.write(request.slice(0, -body.length));
    await once(socket, 'data');

    expect(received()).toMatch(errCode === 5401 ? /^HTTP\/1.1 401 / : /^HTTP\/1.1 403 /);
    expect(JSON.parse(received().slice(received().indexOf('{')))).toMatchObject({ errCode, nextCode: 1 });
    expect(rejected).toEqual([`${errCode === 5401 ? 'notAuthenticated' : 'forbiddenOrigin'} ${PATH}`]);
    expect(await everyItem(table)).toEqual([]);
  });

  it('discards the body, after which the connection can be used', async () => {
    const { server, table } = await serve({ limits: { allBodiesBytes: 1_000 } });
    const { socket, until } = await rawConnection(server.port);

    socket.write(rawRequest(PATH, 'x'.repeat(3_000_000)));
    socket.write(rawRequest(PATH, body, AUTHENTICATED));

    await until(/401 Unauthorized[\s\S]*200 OK/);
    expect(await everyItem(table)).toMatchObject([{ outcome: 'recorded', body }]);
  });
});

it('calls for the body of a caller with the token', async () => {
  const { server } = await serve();
  const { socket, received, until } = await rawConnection(server.port);

  const request = rawRequest(PATH, body, { ...AUTHENTICATED, Expect: '100-Continue' });
  socket.write(request.slice(0, -body.length));
  await once(socket, 'data');
  expect(received()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  socket.write(body);

  await until(/HTTP\/1.1 200 OK/);
});

describe('without a token', () => {
  it.each(['localhost', 'LOCALHOST:10006', '127.0.0.1:10006', '127.0.0.1', '127.1.2.3:1', '[::1]', '[::1]:10006'])(
    'takes callbacks for %s',
    async (Host) => {
      const { server, table } = await serve({ token: undefined });
      const { socket, until } = await rawConnection(server.port);

      socket.write(rawRequest(PATH, body, { Host }));

      await until(/^HTTP\/1.1 200 /);
      expect(await everyItem(table)).toMatchObject([{ body }]);
    },
  );

  it.each([
    'rebound.example',
    'rebound.example:10006',
    'localhost.example',
    'evil-localhost',
    '127.0.0.1.example:10006',
    '10.0.0.1:10006',
    'localhost@example.com',
    '[::2]:10006',
    '',
  ])('refuses those for another host, as a page with a name of its own for this machine sends: "%s"', async (Host) => {
    const { server, table, rejected } = await serve({ token: undefined, failureVerdict: 'allow' });
    const { socket, received, until } = await rawConnection(server.port);

    socket.write(rawRequest(PATH, body, { Host }));

    await until(/^HTTP\/1.1 403 [\s\S]*\}$/);
    const answer = JSON.parse(received().slice(received().indexOf('{')));
    expect(answer).toMatchObject({ errCode: 5403, nextCode: 1 });
    expect(answer.errDlt).toMatch(/Set WEBHOOK_TOKEN_HASHES/);
    expect(rejected).toEqual([expect.stringContaining(`forbiddenOrigin ${PATH}  Host ${Host}`)]);
    expect(await everyItem(table)).toEqual([]);
  });

  it('refuses web pages, too', async () => {
    const { url } = await serve({ token: undefined });
    expect((await post(`${url}${PATH}`, body, { Origin: 'null' })).answer).toMatchObject({ errCode: 5403 });
  });
});

it('asks no host of a caller with the token', async () => {
  const { server } = await serve();
  const { socket, until } = await rawConnection(server.port);

  socket.write(rawRequest(PATH, body, { ...AUTHENTICATED, Host: 'receiver.example:80' }));

  await until(/^HTTP\/1.1 200 /);
});

describe('GET /health', () => {
  it.each(['GET', 'HEAD'])('answers %s to anyone, without data', async (method) => {
    const { url, table, rejected } = await serve();

    const response = await fetch(`${url}/health?x`, { method, headers: { Origin: 'http://monitor.example' } });

    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.text()).toBe(method === 'GET' ? '{"status":"ok"}' : '');
    expect(rejected).toEqual([]);
    expect(await everyItem(table)).toEqual([]);
  });

  it.each([
    { method: 'POST', path: '/health', status: 404 },
    { method: 'GET', path: '/healthy', status: 405 },
  ])('is not $method $path', async ({ method, path, status }) => {
    const { url } = await serve();
    expect((await fetch(`${url}${path}`, { method })).status).toBe(status);
  });
});

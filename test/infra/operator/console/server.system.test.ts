import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../../infra/console/api.ts';
import { ask, openConsole } from '../../../support/console.ts';
import { rawConnection } from '../../../support/http.ts';
import { auditTable } from '../../../support/table.ts';

const PATHS = Object.values(ROUTES)
  .filter((path) => path !== ROUTES.open && path !== ROUTES.page)
  .map((path) => path.replace(':id', 'x'));

const isPosted = (path: string) => path === ROUTES.try || path === ROUTES.preview;
const JSON_TYPE = { 'content-type': 'application/json' };

/** Asks for an address by its own method. */
function askBy(path: string, headers: Record<string, string>) {
  return isPosted(path) ? { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: '{}' } : { headers };
}

async function opened() {
  return openConsole(await auditTable());
}

describe('the address with the secret', () => {
  it('is exchanged for a cookie that no script and no other site gets, and for an address without it', async () => {
    const { port, address } = await opened();
    const secret = address.split('/').at(-1) ?? '';

    const { status, headers, text } = await ask(port, new URL(address).pathname);

    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^openim-console-${port}=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict$`)),
    ]);
    expect(JSON.stringify(headers) + text).not.toContain(secret);
  });

  it.each([
    { name: 'a wrong secret', of: (secret: string) => secret.replace(/.$/, (last) => (last === '0' ? '1' : '0')) },
    { name: 'a part of it', of: (secret: string) => secret.slice(0, -1) },
    { name: 'a blank', of: () => '%20' },
  ])('opens nothing with $name', async ({ of }) => {
    const { port, address } = await opened();

    const { status, headers } = await ask(port, `/open/${of(address.split('/').at(-1) ?? '')}`);

    expect(status).toBe(401);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('is not needed for the document, which holds no data, so that a link from elsewhere finds the cookie', async () => {
    const { port } = await opened();

    const { status, headers, text } = await ask(port, ROUTES.page, { headers: { 'accept-encoding': 'gzip' } });

    expect(status).toBe(200);
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers['set-cookie']).toBeUndefined();
    expect(text.length).toBeGreaterThan(0);
  });

  it('is not itself a cookie', async () => {
    const { port, address, cookie } = await opened();
    const forged = `${cookie.cookie.split('=')[0]}=${address.split('/').at(-1)}`;

    expect((await ask(port, ROUTES.health, { headers: { cookie: forged } })).status).toBe(401);
    expect((await ask(port, ROUTES.health, { headers: cookie })).status).toBe(200);
  });
});

it.each(PATHS)('does not answer %s without the cookie', async (path) => {
  const { port } = await opened();

  const { status, text } = await ask(port, path, askBy(path, {}));

  expect(status).toBe(401);
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'notOpened' } });
});

describe('requests that pages of others can send', () => {
  it.each([
    { from: 'a name that resolves to this machine', headers: { host: 'evil.example' } },
    { from: 'such a name with the port', headers: { host: 'evil.example:PORT' } },
    { from: 'another port', headers: { host: '127.0.0.1:1' } },
    { from: 'no port', headers: { host: '127.0.0.1' } },
    { from: 'a name that begins alike', headers: { host: '127.0.0.1:PORT.evil.example' } },
    { from: 'another origin', headers: { origin: 'https://evil.example' } },
    { from: 'another port of this machine', headers: { origin: 'http://127.0.0.1:1' } },
    { from: 'a sandboxed frame', headers: { origin: 'null' } },
    { from: 'a page of another site', headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'empty' } },
    { from: 'a page on another port', headers: { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'empty' } },
    { from: 'a frame', headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' } },
    { from: 'a link to the API', headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' } },
  ])('are refused: $from', async ({ headers }) => {
    const { port, cookie } = await opened();
    const filled = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(port))]),
    );

    for (const path of [ROUTES.events, ROUTES.live, ROUTES.try]) {
      const { status, text } = await ask(port, path, askBy(path, { ...cookie, ...filled }));
      expect({ path, status, code: JSON.parse(text).error.code }).toEqual({ path, status: 403, code: 'foreign' });
    }
  });

  it('are told from its own', async () => {
    const { port, cookie } = await opened();
    const own = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' };

    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      const headers = { ...cookie, ...own, host, origin: `http://${host}` };
      expect((await ask(port, ROUTES.health, { headers })).status).toBe(200);
    }
  });

  it('may open the page, but not in a frame', async () => {
    const { port, cookie, address } = await opened();
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    const to = (path: string, dest: string) =>
      ask(port, path, { headers: { ...cookie, ...link, 'sec-fetch-dest': dest } });

    expect((await to(new URL(address).pathname, 'document')).status).toBe(303);
    expect((await to('/', 'document')).status).toBe(200);
    expect((await to('/', 'iframe')).status).toBe(403);
  });
});

it('says in every answer that nothing may be kept, framed, guessed or loaded', async () => {
  const { port, cookie } = await opened();

  for (const path of [...PATHS.filter((path) => path !== ROUTES.live), '/nothing', '/open/x']) {
    const { headers } = await ask(port, path, askBy(path, { ...cookie }));
    expect({ path, ...headers }).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'/,
      ),
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

describe('wrong requests', () => {
  it.each([
    { path: '/nothing', asked: {}, status: 404, code: 'notFound' },
    { path: '/api/events/nobody', asked: {}, status: 404, code: 'notFound' },
    { path: ROUTES.events, asked: { method: 'DELETE' }, status: 405, code: 'wrongMethod' },
    { path: ROUTES.try, asked: {}, status: 405, code: 'wrongMethod' },
    { path: `${ROUTES.events}?limit=-1`, asked: {}, status: 400, code: 'invalidQuery' },
    { path: `${ROUTES.events}?cursor=x`, asked: {}, status: 400, code: 'invalidQuery' },
    { path: `${ROUTES.events}?q=role:king`, asked: {}, status: 400, code: 'invalidQuery' },
    { path: `${ROUTES.live}?q=role:king`, asked: {}, status: 400, code: 'invalidQuery' },
    { path: `${ROUTES.events}?q=${'x'.repeat(5_000)}`, asked: {}, status: 400, code: 'invalidQuery' },
    { path: ROUTES.try, asked: { method: 'POST', body: '{}' }, status: 415, code: 'notJson' },
    {
      path: ROUTES.try,
      asked: { method: 'POST', headers: { 'content-type': 'text/plain; application/json' }, body: '{}' },
      status: 415,
      code: 'notJson',
    },
    { path: ROUTES.try, asked: { method: 'POST', headers: JSON_TYPE, body: '{' }, status: 422, code: 'invalidDraft' },
    { path: ROUTES.try, asked: { method: 'POST', headers: JSON_TYPE, body: '{}' }, status: 422, code: 'invalidDraft' },
    {
      path: ROUTES.preview,
      asked: { method: 'POST', headers: JSON_TYPE, body: `"${'x'.repeat(1_000_001)}"` },
      status: 413,
      code: 'tooLarge',
    },
  ])('are answered with $status $code: $asked.method $path', async ({ path, asked, status, code }) => {
    const { json } = await opened();

    const found = await json(path, asked);

    expect(found).toMatchObject({ status, answer: { error: { code } } });
    expect(found.answer.error.message).toMatch(/^\S.*\. [A-Z].*\.$/);
  });

  it('holds no live stream by asking for its head alone', async () => {
    const { port, cookie } = await opened();
    const heads = Array.from({ length: 9 }, () => ask(port, ROUTES.live, { method: 'HEAD', headers: cookie }));

    expect((await Promise.all(heads)).map(({ status }) => status)).toEqual(Array(9).fill(405));
  });

  it('cannot hold more than a limited number of live streams', async () => {
    const { port, cookie, json } = await opened();
    const open = () => fetch(`http://127.0.0.1:${port}${ROUTES.live}`, { headers: cookie });
    // The responses are kept, because collecting one as garbage would end its stream.
    const streams = await Promise.all(Array.from({ length: 8 }, open));

    expect(await json(ROUTES.live)).toMatchObject({ status: 429, answer: { error: { code: 'busy' } } });

    await Promise.all(streams.map(({ body }) => body?.cancel()));
    await expect
      .poll(
        async () => {
          const { status, body } = await open();
          await body?.cancel();
          return status;
        },
        { timeout: 30_000 },
      )
      .toBe(200);
  });

  it('with long headers are refused', async () => {
    const { port } = await opened();
    const { socket, until } = await rawConnection(port);

    socket.write(`GET / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`);

    await until(/^HTTP\/1\.1 431 /);
  });
});

it('listens on the loopback address of this machine alone', async () => {
  const { port } = await opened();
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  const others = own.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);

  for (const host of [...others, '127.0.0.2']) {
    const [error] = await once(connect(port, host), 'error');
    expect({ host, code: error.code }).toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|EADDRNOTAVAIL/) });
  }
});

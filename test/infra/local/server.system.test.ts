import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { catalogue } from '../../../functions/openim/catalogue.ts';
import { bodyOf } from '../../support/bodies.ts';
import { post, rawConnection, rawRequest } from '../../support/http.ts';
import { SOON } from '../../support/processes.ts';
import { AUTHENTICATED } from '../../support/proxy-event.ts';
import { serve } from '../../support/serve.ts';
import { everyItem, everyRecord, found } from '../../support/table.ts';

const body = JSON.stringify(bodyOf('after-join-group'));

describe('takes a callback at', () => {
  it.each([
    '/callbackAfterJoinGroupCommand',
    '/callbackExample/callbackAfterJoinGroupCommand',
    '/callbackExample//callbackAfterJoinGroupCommand',
    '//callbackAfterJoinGroupCommand',
    '/a/b%20c/%zz/callbackAfterJoinGroupCommand',
    '/callbackAfterJoinGroupCommand?contenttype=json',
    '/?command=callbackAfterJoinGroupCommand&contenttype=json',
    '/?contenttype=json&command=callbackAfterJoinGroupCommand',
    '/callbackExample?contenttype=json&command=callbackAfterJoinGroupCommand',
    '/callbackExample/?command=callbackAfterJoinGroupCommand',
    '/%63allbackAfterJoinGroup%43ommand',
  ])('%s', async (path) => {
    const { table, url } = await serve();

    const { status, headers, answer } = await post(`${url}${path}`, body, AUTHENTICATED);

    expect({ status, ...answer }).toMatchObject({ status: 200, actionCode: 0, nextCode: 0 });
    expect(headers.get('content-type')).toBe('application/json');
    expect(await found(table, { index: 'byGroup', id: 'g-100' })).toMatchObject([
      { command: 'callbackAfterJoinGroupCommand', body, sourceIP: '127.0.0.1' },
    ]);
  });
});

it('takes every wire name of the catalogue in both address styles', async () => {
  const { url, table } = await serve();
  const sent = catalogue.flatMap(({ name, wireNames }) =>
    wireNames.flatMap((wireName) =>
      [`${url}/${wireName}`, `${url}?command=${wireName}`].map((address, index) => ({
        address,
        body: JSON.stringify({ ...bodyOf(name), callbackCommand: wireName, index }),
      })),
    ),
  );

  for (const { address, body } of sent) expect((await post(address, body, AUTHENTICATED)).status).toBe(200);

  expect((await everyRecord(table)).map((record) => record.body).sort()).toEqual(sent.map(({ body }) => body).sort());
});

it('judges a callback at an escaped address', async () => {
  const { url, table } = await serve();
  const sent = JSON.stringify(bodyOf('before-set-group-member-info'));

  const { answer } = await post(`${url}/%63allbackBeforeSetGroupMemberInfoCommand`, sent, AUTHENTICATED);

  expect(answer).toMatchObject({ errCode: 0, nextCode: 0 });
  expect(await everyItem(table)).toMatchObject([{ outcome: 'allowed', body: sent }]);
});

it('keeps bytes that are not UTF-8', async () => {
  const { url, table } = await serve();
  const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);

  expect((await post(`${url}/callbackAfterJoinGroupCommand`, bytes, AUTHENTICATED)).status).toBe(400);

  expect(await everyItem(table)).toMatchObject([{ outcome: 'malformed', bodyBytes: new Uint8Array(bytes) }]);
});

describe('rejects', () => {
  it.each([
    { path: '/callback-Nobody' },
    { path: '/' },
    { path: '/?command=Command' },
    { path: '/callbackAfterJoinGroupCommand/' },
    { path: '/constructor' },
  ])('an unknown command: $path', async ({ path }) => {
    const { url, table } = await serve({ failureVerdict: 'allow' });

    const { status, answer } = await post(`${url}${path}`, body, AUTHENTICATED);

    expect(status).toBe(404);
    expect(answer).toMatchObject({ actionCode: 0, errCode: 5404, nextCode: 1 });
    expect(await everyItem(table)).toEqual([]);
  });

  it.each(['GET', 'PUT', 'DELETE'])('%s', async (method) => {
    const { url, rejected } = await serve({ failureVerdict: 'allow' });

    const response = await fetch(`${url}/callbackAfterJoinGroupCommand?command=x`, { method });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await response.json()).toMatchObject({ actionCode: 0, errCode: 5405, nextCode: 1 });
    expect(rejected).toEqual(['methodNotAllowed /callbackAfterJoinGroupCommand']);
  });

  it.each([
    { path: '/callbackAfterJoinGroupCommand', verdict: 'refuse', codes: { actionCode: 1, nextCode: 0 } },
    { path: '/?command=callbackBeforeSetGroupMemberInfoCommand', verdict: 'refuse', codes: { nextCode: 1 } },
    { path: '/callbackBeforeSetGroupMemberInfoCommand', verdict: 'allow', codes: { actionCode: 0, nextCode: 1 } },
    { path: '/%63allbackBeforeCreateGroupCommand', verdict: 'allow', codes: { actionCode: 0, nextCode: 1 } },
    { path: '/callbackBeforeSendGroupMsgCommand', verdict: 'allow', codes: { actionCode: 0, nextCode: 0 } },
  ] as const)('a body over 6 MB: $path, $verdict', async ({ path, verdict, codes }) => {
    const { url, table } = await serve({ failureVerdict: verdict });
    const tooLarge = Buffer.alloc(6 * 1_024 * 1_024 + 1, 'x');

    const { status, answer } = await post(`${url}${path}`, tooLarge, AUTHENTICATED);
    const { status: largest } = await post(`${url}${path}`, tooLarge.subarray(1), AUTHENTICATED);

    expect(status).toBe(413);
    expect(answer).toMatchObject({ ...codes, errCode: 5413 });
    expect(largest).toBe(400);
    expect((await everyItem(table)).filter((item) => item.command)).toMatchObject([{ outcome: 'malformed' }]);
  });
});

it('takes headers of any name, in UTF-8, and the last of each', async () => {
  const { server, table } = await serve();
  const { socket } = await rawConnection(server.port);
  const operations = ['first', '操作一'].map((id) => `Operationid: ${id}\r\n`).join('');
  const hostile = ['constructor', '__proto__', 'toString'].map((name) => `${name}: x\r\n`).join('');

  const head = `POST /callbackAfterJoinGroupCommand HTTP/1.1\r\nHost: h\r\nAuthorization: ${AUTHENTICATED.Authorization}\r\n`;
  const bare = body.replace(/"operationID":"[^"]*",/, '');
  const length = `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(bare)}\r\n`;
  socket.write(`${head}${operations}${hostile}${length}\r\n${bare}`);
  await once(socket, 'data');

  expect(await everyItem(table)).toMatchObject([{ operationID: '操作一', outcome: 'recorded' }]);
});

describe('answers in the envelope what HTTP itself rejects', () => {
  it.each([
    { what: 'not HTTP', text: 'hello\r\n\r\n', errCode: 5400 },
    { what: 'no host', text: 'POST /x HTTP/1.1\r\nContent-Length: 0\r\n\r\n', errCode: 5404 },
    { what: 'an expectation', text: rawRequest('/x', '').replace('Host: h', 'Host: h\r\nExpect: x'), errCode: 5404 },
    { what: 'two megabytes of header', text: `POST / HTTP/1.1\r\nX: ${'x'.repeat(2_000_000)}\r\n\r\n`, errCode: 5400 },
  ])('$what', async ({ text, errCode }) => {
    const { server } = await serve();
    const { socket, received } = await rawConnection(server.port);
    socket.on('error', () => {});

    socket.write(text);
    await vi.waitFor(() => expect(received()).toMatch(/\}$/), SOON);

    expect(JSON.parse(received().slice(received().indexOf('{')))).toMatchObject({ errCode, nextCode: 1 });
  });
});

it('takes headers of 60 kB, and none of 70 kB', async () => {
  const { url, rejected } = await serve();
  const send = (length: number) =>
    post(`${url}/callbackAfterJoinGroupCommand`, body, { ...AUTHENTICATED, Operationid: 'x'.repeat(length) });

  expect((await send(60_000)).status).toBe(200);
  expect((await send(70_000)).answer).toMatchObject({ errCode: 5400, nextCode: 1 });
  expect(rejected).toEqual(['malformed not valid HTTP']);
});

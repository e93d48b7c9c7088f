import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { bodyOf } from '../../support/bodies.ts';
import { post, type RawConnection, rawConnection, rawRequest } from '../../support/http.ts';
import { AUTHENTICATED } from '../../support/proxy-event.ts';
import { serve } from '../../support/serve.ts';

const PATH = '/callbackAfterJoinGroupCommand';
const body = JSON.stringify(bodyOf('after-join-group'));
/** For a machine that is busy. */
const TIMEOUT = { timeout: 30_000 };
const request = rawRequest(PATH, body, AUTHENTICATED);

function answered(connection: RawConnection, status: number, times = 1): Promise<void> {
  return connection.until(new RegExp(`(HTTP/1.1 ${status} [\\s\\S]*?\\}){${times}}`));
}

describe('all bodies share one budget', () => {
  // One body fits, and not another one but for its last byte.
  const limits = { allBodiesBytes: body.length * 2 - 2 };

  it('which refuses what does not fit at once, and is free again after an answer', async () => {
    const { server, url, rejected } = await serve({ limits });
    const first = await rawConnection(server.port);
    first.socket.write(request.slice(0, -1));

    await vi.waitFor(async () => {
      const { status, answer } = await post(`${url}${PATH}`, body, AUTHENTICATED);
      expect({ status, ...answer }).toMatchObject({ status: 429, errCode: 5429, actionCode: 1 });
    }, TIMEOUT);
    first.socket.write(request.slice(-1));
    await answered(first, 200);

    expect((await post(`${url}${PATH}`, body, AUTHENTICATED)).status).toBe(200);
    expect(new Set(rejected)).toEqual(new Set([`throttled ${PATH}`]));
  });

  it('which is free again when a sender breaks off', async () => {
    const { server, url, rejected } = await serve({ limits });
    const first = await rawConnection(server.port);
    first.socket.write(request.slice(0, -1));
    await vi.waitFor(async () => expect((await post(`${url}${PATH}`, body, AUTHENTICATED)).status).toBe(429), TIMEOUT);

    first.socket.resetAndDestroy();

    await vi.waitFor(() => expect(rejected).toContain(`incomplete ${PATH}`), TIMEOUT);
    expect((await post(`${url}${PATH}`, body, AUTHENTICATED)).status).toBe(200);
  });

  it.each([
    { command: 'callbackBeforeSetGroupMemberInfoCommand', verdict: 'allow', nextCode: 0 },
    { command: 'callbackBeforeSetGroupMemberInfoCommand', verdict: 'refuse', nextCode: 1 },
    { command: 'callbackBeforeSetGroupInfoCommand', verdict: 'allow', nextCode: 1 },
  ] as const)('$command gets $nextCode when failures $verdict', async ({ command, verdict, nextCode }) => {
    const { url } = await serve({ failureVerdict: verdict, limits: { allBodiesBytes: 1 } });

    const { answer } = await post(`${url}/${command}`, '{}', AUTHENTICATED);

    expect(answer).toMatchObject({ errCode: 5429, actionCode: 0, nextCode });
  });
});

describe('a request that has begun', () => {
  const limits = { requestTimeoutMs: 400, requestCheckIntervalMs: 20 };

  it.each([
    { what: 'half a header', sent: request.slice(0, 20), rejected: [] },
    { what: 'half a body', sent: request.slice(0, -1), rejected: [`incomplete ${PATH}`] },
    {
      what: "half a stranger's body",
      sent: rawRequest(PATH, 'xx').slice(0, -1),
      rejected: [`notAuthenticated ${PATH}`],
    },
  ])('must arrive whole, while idle connections stay open: $what', async ({ sent, rejected }) => {
    const { server, ...found } = await serve({ limits });
    const [unused, used, slow] = await Promise.all([1, 2, 3].map(() => rawConnection(server.port)));
    if (!unused || !used || !slow) throw new TypeError('three connections');
    used.socket.write(request);
    await answered(used, 200);

    slow.socket.write(sent);
    await once(slow.socket, 'close');

    unused.socket.write(request);
    await answered(unused, 200);
    used.socket.write(request);
    await answered(used, 200, 2);
    expect(found.rejected).toEqual(rejected);
  });
});

describe('beyond the limit of connections', () => {
  const limits = { maxConnections: 3, spareConnections: 0 };

  it('closes the oldest without a token for a new one', async () => {
    const { server } = await serve({ limits });
    const trusted = await rawConnection(server.port);
    trusted.socket.write(request);
    await answered(trusted, 200);
    const stranger = await rawConnection(server.port);
    stranger.socket.write(rawRequest(PATH, ''));
    await answered(stranger, 401);
    const unused = await rawConnection(server.port);

    const newest = await rawConnection(server.port);
    await once(stranger.socket, 'close');

    for (const { socket } of [unused, newest, trusted]) socket.write(request);
    await Promise.all([answered(unused, 200), answered(newest, 200), answered(trusted, 200, 2)]);
  });

  it('closes a new one when all have the token', async () => {
    const { server } = await serve({ limits });
    const connections = await Promise.all([1, 2, 3].map(() => rawConnection(server.port)));
    for (const { socket } of connections) socket.write(request);
    await Promise.all(connections.map((connection) => answered(connection, 200)));

    const { socket } = await rawConnection(server.port);
    await once(socket, 'close');

    for (const { socket } of connections) socket.write(request);
    await Promise.all(connections.map((connection) => answered(connection, 200, 2)));
  });

  it('answers on a spare connection: GET /health at once, and a callback with an error until another connection closes', async () => {
    const { server, url, rejected } = await serve({ limits: { maxConnections: 1, spareConnections: 2 } });
    const first = await rawConnection(server.port);
    first.socket.write(request);
    await answered(first, 200);

    const spare = await rawConnection(server.port);
    spare.socket.write(request);
    await answered(spare, 429);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    first.socket.write(request);
    await answered(first, 200, 2);
    expect(rejected).toEqual([`throttled ${PATH}`]);

    first.socket.destroy();
    await vi.waitFor(async () => expect((await post(`${url}${PATH}`, body, AUTHENTICATED)).status).toBe(200), TIMEOUT);
  });
});

it('closes an unused connection in the end, and at once when it closes itself', async () => {
  const { server } = await serve({ limits: { idleTimeoutMs: 50 } });
  const { socket } = await rawConnection(server.port);
  await once(socket, 'close');

  const { server: patient } = await serve();
  const unused = await rawConnection(patient.port);
  await Promise.all([patient.close(), once(unused.socket, 'close')]);
});

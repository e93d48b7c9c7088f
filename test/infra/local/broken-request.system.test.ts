import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../support/bodies.ts';
import { rawConnection, rawRequest } from '../../support/http.ts';
import { AUTHENTICATED } from '../../support/proxy-event.ts';
import { serve } from '../../support/serve.ts';
import { everyItem } from '../../support/table.ts';

const PATH = '/callbackAfterJoinGroupCommand';
const body = JSON.stringify(bodyOf('after-join-group'));
const good = rawRequest(PATH, body, AUTHENTICATED);
const brokenChunk = `${rawRequest(PATH, '', { ...AUTHENTICATED, 'Transfer-Encoding': 'chunked' }).replace(
  /Content-Length: 0\r\n/,
  '',
)}zz\r\n`;

describe('answers the good requests whole that came before', () => {
  it.each([
    { what: 'garbage', sent: [`${good}garbage\r\n\r\n`], statuses: ['200', '400'] },
    { what: 'garbage, after two', sent: [`${good}${good}garbage\r\n\r\n`], statuses: ['200', '200', '400'] },
    { what: 'garbage in pieces', sent: [good, 'garbage\r\n', 'garbage', 'garbage'], statuses: ['200', '400'] },
    { what: 'a broken chunk', sent: [`${good}${brokenChunk}`], statuses: ['200', '400'] },
    {
      what: 'a header of 100 kB',
      sent: [`${good}POST / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}`],
      statuses: ['200', '400'],
    },
  ])('$what', async ({ sent, statuses }) => {
    const { server, table, rejected } = await serve();
    const { socket, received } = await rawConnection(server.port);

    for (const text of sent) socket.write(text);
    await once(socket, 'close');

    expect([...received().matchAll(/HTTP\/1.1 (\d+) /g)].map(([, status]) => status)).toEqual(statuses);
    const answers = received()
      .match(/\{.*?\}/g)
      ?.map((text) => JSON.parse(text).errCode);
    expect(answers).toEqual(statuses.map((status) => (status === '200' ? 0 : 5400)));
    expect((await everyItem(table)).filter(({ command }) => command)).not.toEqual([]);
    expect(rejected.filter((line) => line.startsWith('malformed'))).toEqual(['malformed not valid HTTP']);
  });
});

it('closes the connection of a client that does not, and goes on sending', async () => {
  const { server, rejected } = await serve();
  const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {}).resume();
  const flood = setInterval(() => socket.write('garbage\r\n\r\n'), 5);

  await new Promise((resolve) => socket.once('close', resolve));

  clearInterval(flood);
  expect(rejected).toEqual(['malformed not valid HTTP']);
});

it('says nothing of a connection that is reset', async () => {
  const { server, rejected } = await serve();
  const [unused, begun, used] = await Promise.all([1, 2, 3].map(() => rawConnection(server.port)));
  used?.socket.write(good);
  begun?.socket.write(good.slice(0, 9));
  await used?.until(/200 OK/);

  for (const connection of [unused, begun, used]) connection?.socket.resetAndDestroy();
  const last = await rawConnection(server.port);
  last.socket.write(good);
  await last.until(/200 OK/);

  expect(rejected).toEqual([]);
});

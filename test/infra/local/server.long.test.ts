import { once } from 'node:events';
import { expect, it } from 'vitest';
import { rawConnection, rawRequest } from '../../support/http.ts';
import { serve } from '../../support/serve.ts';

it('keeps an idle connection open for at least ten minutes, and longer than five seconds in fact', async () => {
  const { server } = await serve();
  const { socket, received } = await rawConnection(server.port);

  socket.write(rawRequest('/callbackAfterJoinGroupCommand', '{}'));
  await once(socket, 'data');
  const timeout = Number(/keep-alive: timeout=(\d+)/i.exec(received())?.[1]);
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  socket.write(rawRequest('/callbackAfterJoinGroupCommand', '{}'));
  await once(socket, 'data');

  expect(timeout).toBeGreaterThanOrEqual(600);
  expect(received().match(/HTTP\/1.1 401/g)?.length).toBe(2);
});

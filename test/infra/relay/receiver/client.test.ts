import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { ReceiverClient } from '../../../../infra/relay/receiver/client.ts';
import { parseTarget } from '../../../../infra/relay/receiver/target.ts';

/** Sends a request to a server that writes these bytes, whatever it is asked. */
async function sendTo(bytes: string) {
  const server = createServer((socket) => socket.once('data', () => socket.write(bytes)).on('error', () => {}));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new ReceiverClient(parseTarget(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  onTestFinished(() => {
    client.close();
    server.close();
  });
  return client.send({ path: '/callback', headers: {}, body: Buffer.from('{}'), timeoutMs: 5_000 });
}

it.each([
  {
    name: 'changes the protocol',
    bytes: 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    part: 'answer',
  },
  { name: 'is not HTTP', bytes: 'SSH-2.0-OpenSSH_9.6\r\n', part: 'connection' },
  { name: 'has headers without an end', bytes: `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`, part: 'connection' },
  { name: 'has a broken chunk', bytes: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', part: 'answer' },
  { name: 'is too large', bytes: `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(1_100_000)}`, part: 'answer' },
])('fails at an answer that $name', async ({ bytes, part }) => {
  await expect(sendTo(bytes)).rejects.toMatchObject({ name: 'SendFailure', part });
});

import { rename } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { startBareReceiver } from '../../../support/bare-receiver.ts';
import { post } from '../../../support/http.ts';
import { emptyDirectory, SOON } from '../../../support/processes.ts';
import { AFTER, numbered, RELAY_TOKEN, relayTo } from '../../../support/relay.ts';
import { startRelayProcess } from '../../../support/relay-process.ts';

it('claims nothing after its thread has ended', async () => {
  const receiver = await startBareReceiver();
  const thread = `import { parentPort } from 'node:worker_threads';
    parentPort.postMessage({ opened: true });
    parentPort.on('message', () => { throw new Error('broken thread'); });`;
  const threadUrl = new URL(`data:text/javascript,${encodeURIComponent(thread)}`);
  const { relay, send } = await relayTo(receiver.port, {}, { threadUrl });

  expect(await send(numbered(1))).toMatchObject({ status: 503, answer: { actionCode: 1, errCode: 5503 } });
  expect(await relay.failed).toMatchObject({ message: 'broken thread' });
  expect(await send(numbered(2))).toMatchObject({ status: 503, answer: { actionCode: 1, errCode: 5503 } });
});

it('ends when its directory is moved, because a restart would not find what it stores there', async () => {
  const receiver = await startBareReceiver();
  await receiver.away();
  const directory = await emptyDirectory();
  const moved = `${directory}-moved`;
  onTestFinished(() => rename(moved, directory).catch(() => {}));
  const env = { RELAY_TO: `http://openim:${RELAY_TOKEN}@127.0.0.1:${receiver.port}`, RELAY_SPOOL: directory };
  const { child, url, output } = await startRelayProcess(env);
  await post(`${url}/${AFTER}`, numbered(1));
  await rename(directory, moved);

  await expect.poll(() => child.exitCode, SOON).toBe(1);
  expect(output.stdout).toContain('The spool failed: its directory was moved or deleted. The relay ends');
});

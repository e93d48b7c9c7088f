import { expect, it } from 'vitest';
import { envelope, startBareReceiver } from '../../support/bare-receiver.ts';
import { rawConnection, rawRequest } from '../../support/http.ts';
import { emptyDirectory, SOON } from '../../support/processes.ts';
import { AFTER, BEFORE, numbered, RELAY_TOKEN } from '../../support/relay.ts';
import { relayCommand, startRelayProcess, waitingIn } from '../../support/relay-process.ts';

const OPEN_FILES = 160;
const CONNECTIONS = 150;

const HOST = { Host: '127.0.0.1' };

it.runIf(process.platform === 'linux')(
  'reaches its receiver for every open connection, however few files it may open',
  async () => {
    const receiver = await startBareReceiver(() => envelope(200, { errCode: 5050, nextCode: 1 }));
    const env = {
      RELAY_TO: `http://openim:${RELAY_TOKEN}@127.0.0.1:${receiver.port}/prod`,
      RELAY_SPOOL: await emptyDirectory(),
    };
    const command = ['sh', '-c', `ulimit -n ${OPEN_FILES}; exec "$@"`, 'sh', ...relayCommand()];
    const relay = await startRelayProcess(env, { command });
    const open: Awaited<ReturnType<typeof rawConnection>>[] = [];
    for (let number = 0; number < CONNECTIONS; number += 1) {
      const connection = await rawConnection(relay.port);
      connection.socket.write(rawRequest(`/${AFTER}`, numbered(number), HOST));
      // Above its limit, the relay closes a connection before the answer.
      const closed = new Promise((resolve) => connection.socket.once('close', resolve));
      const answered = connection.until(/"actionCode":0/).then(() => open.push(connection));
      await Promise.race([closed, answered.catch(() => closed)]);
    }
    expect(open.length).toBeGreaterThan(20);

    for (const { socket } of open) socket.write(rawRequest(`/${BEFORE}`, '{}', HOST));
    await Promise.all(open.map(({ until }) => until(/"nextCode":1/)));
    expect(open.filter(({ received }) => !received().includes('"errCode":5050'))).toEqual([]);
    expect(relay.output.stdout).toContain(`because it may open ${OPEN_FILES} files.`);

    for (const { socket } of open) socket.destroy();
    receiver.behave(() => envelope(200));
    await expect.poll(() => waitingIn(relay), SOON).toBe(0);
  },
);

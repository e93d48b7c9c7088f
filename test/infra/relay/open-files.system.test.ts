import { expect, it } from 'vitest';
import { type BareReceiver, envelope, startBareReceiver } from '../../support/bare-receiver.ts';
import { runHere } from '../../support/commands.ts';
import { post, type RawConnection, rawConnection, rawRequest } from '../../support/http.ts';
import { emptyDirectory, SOON } from '../../support/processes.ts';
import { AFTER, BEFORE, numbered, RELAY_TOKEN } from '../../support/relay.ts';
import { type RelayProcess, relayCommand, startRelayProcess, waitingIn } from '../../support/relay-process.ts';

const OPEN_FILES = 160;

const HOST = { Host: '127.0.0.1' };

/** Starts a relay that may open few files. */
async function relayWithFewFiles(receiver: BareReceiver): Promise<RelayProcess> {
  const env = {
    RELAY_TO: `http://openim:${RELAY_TOKEN}@127.0.0.1:${receiver.port}/prod`,
    RELAY_SPOOL: await emptyDirectory(),
  };
  const command = ['sh', '-c', `ulimit -n ${OPEN_FILES}; exec "$@"`, 'sh', ...relayCommand()];
  return startRelayProcess(env, { command });
}

/** Sends an After callback on one new connection after another, until the relay rejects one. Returns those that it accepted. */
async function allConnectionsOf({ port }: RelayProcess): Promise<RawConnection[]> {
  const open: RawConnection[] = [];
  for (;;) {
    const connection = await rawConnection(port);
    connection.socket.write(rawRequest(`/${AFTER}`, numbered(open.length), HOST));
    await connection.until(/"actionCode":\d/);
    if (!connection.received().includes('"actionCode":0')) return open;
    open.push(connection);
  }
}

it.runIf(process.platform === 'linux')(
  'reaches its receiver for every open connection, however few files it may open',
  async () => {
    const receiver = await startBareReceiver(() => envelope(200, { errCode: 5050, nextCode: 1 }));
    const relay = await relayWithFewFiles(receiver);
    const open = await allConnectionsOf(relay);
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

it.runIf(process.platform === 'linux')(
  'shows its state while all of its connections are in use, and rejects and counts further callbacks',
  async () => {
    const receiver = await startBareReceiver();
    const relay = await relayWithFewFiles(receiver);
    const open = await allConnectionsOf(relay);

    expect(await post(`${relay.url}/${AFTER}`, '{}')).toMatchObject({
      status: 429,
      answer: { actionCode: 1, errCode: 5429 },
    });
    expect((await post(`${relay.url}/${BEFORE}`, '{}')).answer).toMatchObject({ errCode: 5429, nextCode: 1 });

    const { code, stdout } = await runHere(['relay', 'status', '--port', String(relay.port)]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^rejected +3 throttled$/m) });
    expect(await (await fetch(`${relay.url}/metrics`)).text()).toContain(
      '\nopenim_relay_rejected_total{reason="throttled"} 3\n',
    );

    open[0]?.socket.destroy();
    await expect.poll(async () => (await post(`${relay.url}/${AFTER}`, '{}')).status, SOON).toBe(200);
  },
);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startDatabase } from '../../../../infra/local/database.ts';
import { createAuditTable } from '../../../../infra/local/table-definitions.ts';
import { bodyOf } from '../../../support/bodies.ts';
import { BIN, runHere } from '../../../support/commands.ts';
import { ask, messagesOf, openedBy } from '../../../support/console.ts';
import { post } from '../../../support/http.ts';
import { emptyData, emptyDirectory, startReceiver } from '../../../support/processes.ts';
import { putRecorded, recorded } from '../../../support/recorded.ts';
import { clientOf } from '../../../support/table.ts';

const body = JSON.stringify(bodyOf('after-join-group'));
const COMMAND = 'callbackAfterJoinGroupCommand';
const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)\/open\/[0-9a-f]{64}/;

/** Returns a port that is free. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('npm start', () => {
  it('has a console that shows each callback as it comes, and the state of the receiver', async () => {
    const port = await freePort();
    const receiver = await startReceiver({ DATA_DIR: await emptyDirectory(), CONSOLE_PORT: String(port) });
    const [address = ''] = ADDRESS.exec(receiver.output.stdout) ?? [];
    const cookie = await openedBy(address);
    const onOpen = () => void post(`${receiver.address}/${COMMAND}`, body);

    const messages = await messagesOf(
      port,
      '/api/live?q=group:g-100',
      cookie,
      (text) => text.includes('g-100'),
      onOpen,
    );

    expect(messages.at(-1)).toMatchObject({
      event: 'events',
      data: [{ callback: 'AfterJoinGroup', groupID: 'g-100', userID: 'u-7' }],
    });
    const health = JSON.parse((await ask(port, '/api/health', { headers: cookie })).text);
    expect(health).toMatchObject({
      lastCall: { callback: 'AfterJoinGroup', outcome: 'recorded' },
      receiver: { calls: 1, queueDepth: 0, latencyMs: { median: expect.any(Number) }, losses: { of: 1_000 } },
    });
    expect(await receiver.stop()).toBe(0);
    await expect(ask(port, '/')).rejects.toThrow();
  });

  it('takes callbacks without a console when its port is in use, and says so in a sentence', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const receiver = await startReceiver({ DATA_DIR: await emptyDirectory(), CONSOLE_PORT: String(port) });

    expect(receiver.output.stdout).not.toMatch(ADDRESS);
    expect(receiver.output.stderr).toBe(
      `The console is off. Port ${port} is in use. Set CONSOLE_PORT to another port.\n`,
    );
    expect((await post(`${receiver.address}/${COMMAND}`, body)).status).toBe(200);
  });

  it.each(['off', '0'])('has no console with CONSOLE_PORT=%s', async (off) => {
    const receiver = await startReceiver({ DATA_DIR: await emptyDirectory(), CONSOLE_PORT: off });

    expect(receiver.output.stdout).not.toMatch(ADDRESS);
    expect(receiver.output.stderr).toBe('');
  });
});

describe('the command console', () => {
  /** Starts the command, and waits for its address. */
  async function started(env: Record<string, string>) {
    const child = spawn(process.execPath, [BIN, 'console', '--port', '0'], { env: { PATH: process.env.PATH, ...env } });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        output += data;
      });
    await vi.waitFor(() => expect(output).toMatch(ADDRESS), { timeout: 30_000 });
    const [address = '', port] = ADDRESS.exec(output) ?? [];
    return { child, address, port: Number(port), output };
  }

  it('shows the records of a directory that nobody uses, and ends with Ctrl-C', async () => {
    const directory = await emptyData();
    const { endpoint, accessKey, close } = await startDatabase(directory);
    const client = clientOf(endpoint, accessKey);
    const record = recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g', userID: 'u' }, at: new Date() });
    await putRecorded(await createAuditTable(client), record);
    client.destroy();
    await close();

    const { child, address, port } = await started({ DATA_DIR: directory });
    const cookie = await openedBy(address);
    const { text } = await ask(port, '/api/events', { headers: cookie });

    expect(JSON.parse(text).events).toMatchObject([{ eventID: record.eventID }]);
    child.kill('SIGINT');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it.each([
    { args: ['--port', 'x'], says: '--port must be a port number from 0 to 65535.' },
    { args: ['--region', 'eu-west-1'], says: '--region works only with --table. Add --table NAME.' },
    { args: ['--policy-table', 'name'], says: '--policy-table works only with --table. Add --table NAME.' },
  ])('says in a sentence what is wrong with $args', async ({ args, says }) => {
    expect(await runHere(['console', ...args])).toEqual({ code: 2, stdout: '', stderr: `${says}\n` });
  });

  it('ends with a sentence where there are no records to show', async () => {
    const { code, stderr } = await runHere(['console', '--port', '0'], {
      DATA_DIR: join(await emptyDirectory(), 'none'),
    });

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^No data was found in .*\. Set DATA_DIR .*\.\n$/),
    });
  });
});

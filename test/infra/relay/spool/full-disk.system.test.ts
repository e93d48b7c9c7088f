import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { allow } from '../../../../functions/openim/answer.ts';
import { lockSpool } from '../../../../infra/relay/spool/lock.ts';
import { startBareReceiver } from '../../../support/bare-receiver.ts';
import { post } from '../../../support/http.ts';
import { emptyDirectory, SOON } from '../../../support/processes.ts';
import { AFTER, BEFORE, numbered, RELAY_TOKEN } from '../../../support/relay.ts';
import { isInstalled, relayCommand, startRelayProcess } from '../../../support/relay-process.ts';

/** Limits files to blocks of 512 bytes, as on a full disk, until `prlimit` lifts it. */
const limitedTo = (blocks: number) => ({
  command: ['sh', '-c', `trap '' XFSZ; ulimit -S -f ${blocks}; exec "$@"`, 'sh', ...relayCommand()],
});

/** SQLite needs 32 kB beside a database to open it. */
const TOO_SMALL = 8;
const ENOUGH_TO_OPEN = 64;

const LARGE = JSON.stringify({ groupID: 'g1', groupEx: 'x'.repeat(50_000) });

/** Has a relay store a callback while the receiver is away, and ends the relay. */
async function stored(body: string, signal: NodeJS.Signals) {
  const receiver = await startBareReceiver();
  await receiver.away();
  const env = {
    RELAY_TO: `http://openim:${RELAY_TOKEN}@127.0.0.1:${receiver.port}/prod`,
    RELAY_SPOOL: await emptyDirectory(),
  };
  const relay = await startRelayProcess(env);
  await post(`${relay.url}/${AFTER}`, body);
  await relay.end(signal);
  await receiver.back();
  return { receiver, env };
}

it.skipIf(!isInstalled('prlimit', '-V'))(
  'starts on a full disk, passes before callbacks through, claims nothing, and delivers once there is room',
  async () => {
    const { receiver, env } = await stored(numbered(1), 'SIGTERM');
    const { url, child, output } = await startRelayProcess(env, limitedTo(TOO_SMALL));

    expect((await post(`${url}/${BEFORE}`, '{}')).answer).toEqual(allow.answer);
    expect(await post(`${url}/${AFTER}`, numbered(2))).toMatchObject({
      status: 503,
      answer: { actionCode: 1, errCode: 5503, errDlt: 'the disk of the spool is full' },
    });
    const page = await fetch(`${url}/status`);
    expect({ status: page.status, text: await page.text() }).toEqual({
      status: 503,
      text: "The spool can't be read: its disk is full.\n",
    });
    expect(output.stdout).toContain("The spool can't be read: its disk is full. Deliveries wait");

    spawnSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']);
    await expect.poll(() => receiver.taken.map(({ body }) => body), SOON).toContain(numbered(1));
    expect((await post(`${url}/${AFTER}`, numbered(3))).answer).toEqual(allow.answer);
  },
);

it('delivers on a full disk what a killed relay has left', async () => {
  const { receiver, env } = await stored(LARGE, 'SIGKILL');

  await startRelayProcess(env, limitedTo(ENOUGH_TO_OPEN));

  await expect.poll(() => receiver.taken.map(({ body }) => body), SOON).toEqual([LARGE]);
});

it('needs no disk space for its lock', async () => {
  const directory = await emptyDirectory();
  const lock = lockSpool(directory);

  expect(await readdir(directory)).toEqual(['lock']);
  lock.close();
});

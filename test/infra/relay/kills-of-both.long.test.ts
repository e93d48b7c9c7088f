import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { BIN } from '../../support/commands.ts';
import { emptyDirectory, run, startReceiver } from '../../support/processes.ts';
import { sha256 } from '../../support/proxy-event.ts';
import { RELAY_TOKEN } from '../../support/relay.ts';
import { sendUntilGone, startRelayProcess, waitingIn } from '../../support/relay-process.ts';

const KILLS = 20;
const ANSWERS_A_ROUND = 150;
const LONG_TIMEOUT_MS = 10 * 60_000;

it('records each callback that the relay answered once, in its order, in twenty kills of relay and receiver', {
  timeout: LONG_TIMEOUT_MS,
}, async () => {
  const port = await freePort();
  const receiverEnv = {
    DATA_DIR: await emptyDirectory(),
    PORT: String(port),
    WEBHOOK_TOKEN_HASHES: sha256(RELAY_TOKEN),
  };
  const relayEnv = {
    RELAY_TO: `http://relay:${RELAY_TOKEN}@127.0.0.1:${port}`,
    RELAY_SPOOL: await emptyDirectory(),
  };
  const answered: string[] = [];
  let receiver = await startReceiver(receiverEnv);
  let relay = await startRelayProcess(relayEnv);
  for (let round = 0; round < KILLS; round += 1) {
    const end = new AbortController();
    const sending = sendUntilGone(relay.url, 10, round * 1_000_000, (body) => answered.push(body), end.signal);
    const before = answered.length;
    await expect.poll(() => answered.length - before, { timeout: 60_000 }).toBeGreaterThan(ANSWERS_A_ROUND);
    // Random, so that a kill meets any state of a delivery.
    const isRelay = Math.random() < 0.5;
    if (isRelay) await relay.end('SIGKILL');
    else await receiver.stop('SIGKILL');
    end.abort();
    await sending;
    if (isRelay) relay = await startRelayProcess(relayEnv);
    else receiver = await startReceiver(receiverEnv);
  }
  await expect.poll(() => waitingIn(relay), { timeout: 120_000 }).toBe(0);

  const { stdout } = await run(BIN, ['audit', '--limit', '1000000', '--json'], receiverEnv);
  const records = stdout
    .split('\n')
    .filter(Boolean)
    .map((line): { body: string; relay: { id: string; sequence: number } } => JSON.parse(line));
  const bodies = records.map(({ body }) => body);
  console.info(`${KILLS} kills, ${answered.length} answered, ${records.length} recorded`);
  const recorded = new Set(bodies);
  expect(answered.filter((body) => !recorded.has(body))).toEqual([]);
  expect(recorded.size).toBe(records.length);
  const sequences = records.map(({ relay: { sequence } }) => sequence);
  expect(sequences).toEqual(sequences.toSorted((a, b) => b - a));
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

import { expect, it } from 'vitest';
import { startBareReceiver, withBatches } from '../../support/bare-receiver.ts';
import { emptyDirectory, SOON } from '../../support/processes.ts';
import { RELAY_TOKEN } from '../../support/relay.ts';
import { sendUntilGone, startRelayProcess, waitingIn } from '../../support/relay-process.ts';

const KILLS = 20;
const ANSWERS_A_ROUND = 200;
const LONG_TIMEOUT_MS = 10 * 60_000;

it('loses nothing that it answered in twenty kills, while the receiver breaks connections, too', {
  timeout: LONG_TIMEOUT_MS,
}, async () => {
  let requests = 0;
  const receiver = await startBareReceiver((request) => {
    requests += 1;
    return requests % 7 === 0 ? 'destroy' : withBatches(request);
  });
  const env = {
    RELAY_TO: `http://openim:${RELAY_TOKEN}@127.0.0.1:${receiver.port}`,
    RELAY_SPOOL: await emptyDirectory(),
  };
  const answered: string[] = [];
  for (let round = 0; round < KILLS; round += 1) {
    const relay = await startRelayProcess(env);
    const sending = sendUntilGone(relay.url, 20, round * 1_000_000, (body) => answered.push(body));
    const before = answered.length;
    await expect.poll(() => answered.length - before, SOON).toBeGreaterThan(ANSWERS_A_ROUND);
    await relay.end('SIGKILL');
    await sending;
  }
  receiver.behave(withBatches);
  const relay = await startRelayProcess(env);
  await expect.poll(() => waitingIn(relay), { timeout: 60_000 }).toBe(0);

  const identities = new Map<string, Set<string>>();
  for (const { body, id } of receiver.taken) identities.set(body, (identities.get(body) ?? new Set()).add(id));
  console.info(
    `${KILLS} kills, ${answered.length} answered, ${identities.size} delivered in ${receiver.taken.length} deliveries`,
  );
  expect(answered.filter((body) => !identities.has(body))).toEqual([]);
  expect([...identities.values()].filter((ids) => ids.size !== 1)).toEqual([]);
});

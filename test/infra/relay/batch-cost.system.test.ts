import { expect, it } from 'vitest';
import { envelope, startBareReceiver, withBatches } from '../../support/bare-receiver.ts';
import { SOON } from '../../support/processes.ts';
import { AFTER, relayTo } from '../../support/relay.ts';

const BACKLOG = 1_000;

/** Twenty batches of 50, one attempt that finds the receiver back, and batches that the end of the spool cuts short. */
const MAX_REQUESTS = 25;

/** Requests that were under way at the first failure go alone, because one of them may be its cause. */
const UNDER_WAY = 16;

/** Returns a body of 1 kB. */
function body(number: number): string {
  return JSON.stringify({ callbackCommand: AFTER, groupID: `g${number}`, ex: 'x'.repeat(900) });
}

it.each([
  { outage: 'an outage of the network', fails: 'away', atMost: MAX_REQUESTS },
  { outage: 'a failure of the table', fails: 'failing', atMost: MAX_REQUESTS + UNDER_WAY },
] as const)('delivers a thousand callbacks in about twenty requests after $outage', async ({ fails, atMost }) => {
  const receiver = await startBareReceiver(withBatches);
  if (fails === 'away') await receiver.away();
  else receiver.behave(() => envelope(503, { actionCode: 1, errCode: 5503 }));
  const { send, status } = await relayTo(receiver.port);
  for (let from = 0; from < BACKLOG; from += 50)
    await Promise.all(Array.from({ length: 50 }, (_, index) => send(body(from + index))));
  // In a long outage, hundreds of attempts meet as many callbacks.
  await expect.poll(async () => (await status()).totals.failedAttempts[fails], SOON).toBeGreaterThan(60);

  const before = receiver.asked.length;
  if (fails === 'away') await receiver.back();
  else receiver.behave(withBatches);
  await expect.poll(async () => (await status()).targets[0]?.waiting, { timeout: 30_000 }).toBe(0);

  expect(receiver.asked.length - before).toBeLessThanOrEqual(atMost);
  expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(BACKLOG);
  expect(receiver.taken).toHaveLength(BACKLOG);
});

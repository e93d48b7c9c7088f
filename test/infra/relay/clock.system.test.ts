import { expect, it } from 'vitest';
import { startBareReceiver } from '../../support/bare-receiver.ts';
import { SOON } from '../../support/processes.ts';
import { numbered, relayTo } from '../../support/relay.ts';

const HOUR_MS = 3_600_000;

/** Starts a relay whose clocks the test can set, beside a receiver that is away. */
async function relayWithClocks() {
  const receiver = await startBareReceiver();
  await receiver.away();
  const clock = { wallMs: 0, monotonicMs: 0 };
  const relay = await relayTo(
    receiver.port,
    {},
    { date: () => new Date(Date.now() + clock.wallMs), now: () => performance.now() + clock.monotonicMs },
  );
  return { receiver, clock, ...relay };
}

it.each([
  { to: 'an hour ahead', byMs: HOUR_MS },
  { to: 'an hour back', byMs: -HOUR_MS },
])('delivers on, with the same pauses, after its clock was set $to', async ({ byMs }) => {
  const { receiver, clock, send, status, drained } = await relayWithClocks();
  await send(numbered(1));
  await expect.poll(async () => (await status()).targets[0]?.state, SOON).toBe('away');

  clock.wallMs = byMs;

  await send(numbered(2));
  const { failedAttempts } = (await status()).totals;
  await expect
    .poll(async () => (await status()).totals.failedAttempts.away, SOON)
    .toBeGreaterThan((failedAttempts.away ?? 0) + 2);
  expect((await status()).targets).toMatchObject([{ state: 'away', nextAttemptSeconds: 0, waiting: 2 }]);
  await receiver.back();
  await drained();
  expect(receiver.taken.map(({ body }) => body).sort()).toEqual([1, 2].map(numbered));
});

it('says how long the oldest callback has waited, also when its clock was set back', async () => {
  const { clock, send, status } = await relayWithClocks();
  await send(numbered(1));
  expect((await status()).targets).toMatchObject([{ waiting: 1 }]);

  clock.wallMs = -HOUR_MS;
  clock.monotonicMs = HOUR_MS / 6;

  const [target] = (await status()).targets;
  expect(target?.oldestSeconds).toBeGreaterThanOrEqual(600);
  expect(target?.oldestSeconds).toBeLessThan(3_600);
});

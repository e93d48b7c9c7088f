import { expect, it } from 'vitest';
import { startBareReceiver } from '../../support/bare-receiver.ts';
import { SOON } from '../../support/processes.ts';
import { numbered, relayTo } from '../../support/relay.ts';

const HOUR_MS = 3_600_000;
const TEN_MINUTES_MS = 600_000;

/** Starts a relay whose clocks the test can set, beside a receiver that is away. */
async function relayWithClocks({ wallMs = 0 } = {}) {
  const receiver = await startBareReceiver();
  await receiver.away();
  const clock = { wallMs, upMs: 0 };
  const relay = await relayTo(
    receiver.port,
    {},
    { date: () => new Date(Date.now() + clock.wallMs), upMs: () => performance.now() + clock.upMs },
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

it.each([
  { meanwhile: 'its clock is set an hour ahead', wallMs: HOUR_MS, upMs: 0, seconds: 0 },
  { meanwhile: 'its clock is set an hour back', wallMs: -HOUR_MS, upMs: TEN_MINUTES_MS, seconds: 600 },
  { meanwhile: 'its machine is suspended', wallMs: TEN_MINUTES_MS, upMs: TEN_MINUTES_MS, seconds: 600 },
])('says how long the oldest callback has waited while $meanwhile', async ({ wallMs, upMs, seconds }) => {
  const { clock, send, status } = await relayWithClocks();
  await send(numbered(1));
  expect((await status()).targets).toMatchObject([{ waiting: 1, oldestSeconds: expect.toSatisfy(isNear(0)) }]);

  Object.assign(clock, { wallMs, upMs });
  await send(numbered(2));

  expect((await status()).targets).toMatchObject([{ waiting: 2, oldestSeconds: expect.toSatisfy(isNear(seconds)) }]);
});

it('says by the time of receipt how long a callback from before the start has waited', async () => {
  const { send, spool, relay, receiver } = await relayWithClocks({ wallMs: -TEN_MINUTES_MS });
  await send(numbered(1));
  await relay.close();

  const { status } = await relayTo(receiver.port, { spool });

  expect((await status()).targets).toMatchObject([{ waiting: 1, oldestSeconds: expect.toSatisfy(isNear(600)) }]);
});

/** Allows a minute, because the machine may be busy. */
function isNear(seconds: number): (found: number) => boolean {
  return (found) => found >= seconds && found < seconds + 60;
}

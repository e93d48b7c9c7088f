import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { envelope, startBareReceiver, withoutBatches } from '../../../support/bare-receiver.ts';
import { numbered, relayTo } from '../../../support/relay.ts';

const CALLBACKS = 200;

it('starts no delivery in a rush before its turn, and delivers everything afterwards', async () => {
  const receiver = await startBareReceiver(withoutBatches(() => envelope(200)));
  // The clock stands still, so that no turn comes and the rush does not end.
  const clock = { ms: 0 };
  const { send, drained } = await relayTo(receiver.port, {}, { now: () => clock.ms });
  const bodies = Array.from({ length: CALLBACKS }, (_, number) => numbered(number));
  await Promise.all(bodies.map((body) => send(body)));
  await pause(300);
  expect(receiver.taken.length).toBeLessThan(CALLBACKS / 2);

  clock.ms = 1_000;

  await drained();
  expect(receiver.taken.map(({ body }) => body).sort()).toEqual(bodies.toSorted());
});

import { expect, it } from 'vitest';
import { emptyDirectory } from '../../support/processes.ts';
import { killAtRandom } from './kills.ts';

const LONG_TIMEOUT_MS = 10 * 60_000;

it('has each of 5,000 answered callbacks recorded once, each group in its order, while relay and receiver are killed at random', {
  timeout: LONG_TIMEOUT_MS,
}, async () => {
  const options = { callbacks: 5_000, kills: 12, seed: 'kills', directory: await emptyDirectory() };
  const { answered, recorded, unanswered, relayKills, receiverKills, wrong } = await killAtRandom(options);
  console.info(
    `${relayKills} kills of the relay, ${receiverKills} of the receiver: ${answered} answered, ${unanswered} not, ${recorded} recorded`,
  );

  expect(wrong).toEqual([]);
  expect(answered).toBeGreaterThanOrEqual(5_000);
  expect(Math.min(relayKills, receiverKills)).toBeGreaterThanOrEqual(6);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../infra/cli/usage-error.ts';
import { wholeNumbers } from '../../support/whole-numbers.ts';

const USAGE = 'npm run soak:relay -- [CALLBACKS] [KILLS] [SEED], 100000, 20 and 1 by default';

/** `npm run soak:relay`: sends callbacks through a relay, while it and its receiver are killed at random. */
await runCommand(async () => {
  const numbers = wholeNumbers(USAGE, { CALLBACKS: 100_000, KILLS: 20, SEED: 1 });
  if (!numbers) return;
  const { killAtRandom } = await import('./kills.ts');
  const directory = await mkdtemp(join(tmpdir(), 'soak-relay-'));
  const { answered, unanswered, recorded, relayKills, receiverKills, wrong } = await killAtRandom({
    ...{ callbacks: numbers.CALLBACKS, kills: numbers.KILLS, seed: String(numbers.SEED), directory },
    onProgress: (what) => process.stderr.write(`${what}\n`),
  });
  await rm(directory, { recursive: true });
  console.info(
    `The relay was killed ${relayKills} times, the receiver ${receiverKills} times. Answered: ${answered}. Under way at a kill: ${unanswered}. Recorded: ${recorded}.`,
  );
  console.info(
    wrong.length === 0
      ? 'Every answered callback is recorded once, each group in its order.'
      : wrong.slice(0, 20).join('\n'),
  );
  process.exit(wrong.length === 0 ? 0 : 1);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../infra/cli/usage-error.ts';
import { wholeNumbers } from '../support/whole-numbers.ts';

const USAGE = 'npm run soak -- [EVENTS], 100000 by default';

/** `npm run soak`: sends callbacks, a tenth of them twice, while the table fails for a while in the middle. */
await runCommand(async () => {
  const numbers = wholeNumbers(USAGE, { EVENTS: 100_000 });
  if (!numbers) return;
  const { soak } = await import('./soak.ts');
  const directory = await mkdtemp(join(tmpdir(), 'soak-'));
  const result = await soak(numbers.EVENTS, directory, (done, what) => process.stderr.write(`${done} ${what}\n`));
  await rm(directory, { recursive: true });

  const { sent, repeats, wrong, logged, p50, p99, max, perSecond } = result;
  console.info(
    `${sent} callbacks, ${repeats} of them repeats, ${perSecond.toFixed(0)} a second; ${logged} were restored from the log.`,
  );
  console.info(`Milliseconds to an answer: p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, max ${max.toFixed(0)}.`);
  console.info(`At p99, an OpenIM process drops what comes faster than ${(2_000 / p99).toFixed(1)} events a second.`);
  console.info(
    wrong.length === 0
      ? 'Every event is recorded once, every repeat is kept and marked.'
      : wrong.slice(0, 20).join('\n'),
  );
  process.exit(wrong.length === 0 ? 0 : 1);
});

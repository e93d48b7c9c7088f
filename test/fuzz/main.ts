import { runCommand } from '../../infra/cli/usage-error.ts';
import { wholeNumbers } from '../support/whole-numbers.ts';

const USAGE = 'npm run fuzz -- [BODIES [SEED]], a million mutated bodies by default';

/** `npm run fuzz`: sends mutated bodies to every function. The seed that it prints finds the same bodies again. */
await runCommand(async () => {
  const numbers = wholeNumbers(USAGE, { BODIES: 1_000_000, SEED: 1 + (Date.now() % 1_000_000) });
  if (!numbers) return;
  const { BODIES: bodies, SEED: seed } = numbers;
  const { fuzz } = await import('./fuzz.ts');
  const startedAt = performance.now();
  const wrong = await fuzz(bodies, seed, (done) => {
    if (done % 50_000 === 0) process.stderr.write(`${done} bodies\n`);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  console.info(
    `${bodies} bodies from seed ${seed} in ${seconds.toFixed(0)} s: ${wrong.length === 0 ? 'nothing wrong.' : ''}`,
  );
  for (const line of wrong) console.info(line);
  process.exit(wrong.length === 0 ? 0 : 1);
});

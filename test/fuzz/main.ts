import { fuzz } from './fuzz.ts';

/** `npm run fuzz [-- BODIES [SEED]]`: a million mutated bodies. The seed it prints finds the same ones again. */
const bodies = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
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

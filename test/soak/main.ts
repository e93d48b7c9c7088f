import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { soak } from './soak.ts';

/** `npm run soak [-- EVENTS]`: 100,000 callbacks, a tenth of them twice, while the table fails for a while in the middle. */
const events = Number(process.argv[2] ?? 100_000);
const directory = await mkdtemp(join(tmpdir(), 'soak-'));
const result = await soak(events, directory, (done, what) => process.stderr.write(`${done} ${what}\n`));
await rm(directory, { recursive: true });

const { sent, repeats, wrong, notAnswered, p50, p99, max, perSecond } = result;
console.info(
  `${sent} callbacks, ${repeats} of them repeats, ${perSecond.toFixed(0)} a second; ${notAnswered} were not stored in time.`,
);
console.info(`Milliseconds to an answer: p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, max ${max.toFixed(0)}.`);
console.info(`At p99, an OpenIM process drops what comes faster than ${(2_000 / p99).toFixed(1)} events a second.`);
console.info(
  wrong.length === 0 ? 'Every event is recorded once, every repeat is kept and marked.' : wrong.slice(0, 20).join('\n'),
);
process.exit(wrong.length === 0 ? 0 : 1);

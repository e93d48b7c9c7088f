import { expect, it } from 'vitest';
import { emptyDirectory } from '../support/processes.ts';
import { goalsOf } from './goals.ts';
import { type Effort, measureAll } from './measure.ts';
import { SECTIONS } from './results.ts';

/** One round of a few calls: the figures are worthless, and all there. */
const TINY: Effort = {
  cold: 1,
  warm: { processes: 1, rounds: 1, calls: 2, warmUp: 1, settle: 1 },
  steps: { rounds: 1, calls: 50, warmUp: 1 },
  allocation: { rounds: 1, calls: 2, warmUp: 1 },
  server: { rounds: 1, milliseconds: 50 },
  judge: 1,
};

/** Returns the paths of all numbers that are none, such as of a median without rounds. */
function missingIn(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => missingIn(inner, `${path}.${name}`));
}

it('measures every figure, and a row for every goal', { timeout: 600_000 }, async () => {
  const results = await measureAll(await emptyDirectory(), TINY);

  expect(Object.keys(results)).toEqual(['machine', ...SECTIONS]);
  expect(missingIn(results)).toEqual([]);
  const goals = goalsOf(results).map(({ goal, rows, worst }) => ({ goal, rows: rows.length, worst: worst.measured }));
  expect(goals).toHaveLength(12);
  expect(missingIn(goals)).toEqual([]);
  expect(results.warm?.filter(({ kind }) => kind !== 'floor').every(({ linesACall }) => linesACall >= 1)).toBe(true);
});

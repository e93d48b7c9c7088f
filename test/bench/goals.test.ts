import { expect, it } from 'vitest';
import type { Compared } from './compared.ts';
import { figureOf } from './figures.ts';
import { goalsOf } from './goals.ts';
import { FLOOR, JOIN, JUDGE } from './names.ts';
import type { BundleRow, JudgeRow, Results, WarmRow } from './results.ts';

const machine = {
  ...{ cpu: 'a processor', cores: 2, node: '24.0.0', date: '2026-03-04T05:06:07.089Z', commit: 'abc' },
  ...{ loadBefore: 0, loadAfter: 1, seconds: 2 },
};

/** A figure that was the same in each round. */
const always = (value: number) => figureOf([value]);

function ratios(values: Record<string, number>): Compared {
  const all = Object.entries(values).map(([name, value]) => [name, always(value)]);
  return { ...always(100), ratios: Object.fromEntries(all) };
}

const bundle = (row: Partial<BundleRow>): BundleRow => ({
  ...{ name: JOIN, kind: 'recorder', readBytes: 190_000, bytes: 190_000, codeBytes: 190_000, packages: [], ...row },
});

const warm = (values: Record<string, number>): WarmRow => ({
  ...{ name: JOIN, kind: 'recorder', wallUs: ratios(values), cpuUs: ratios(values) },
  ...{ linesACall: 2, loggedBytesACall: 700 },
});

function resultsOf(goalText: string, results: Omit<Results, 'machine'>) {
  return goalsOf({ machine, ...results }).find(({ goal }) => goal.includes(goalText));
}

it('meets a size at the limit, and misses it a byte above', () => {
  const judge = bundle({ name: JUDGE, kind: 'judge', bytes: 240_000, codeBytes: 215_000 });
  const above = bundle({ name: 'after-dismiss-group', codeBytes: 190_001 });

  expect(resultsOf('recorder', { bundles: [bundle({}), judge] })).toMatchObject({ isMet: true });
  expect(resultsOf('judge', { bundles: [bundle({}), judge] })).toMatchObject({ isMet: true });
  expect(resultsOf('recorder', { bundles: [bundle({}), above, judge] })).toMatchObject({
    isMet: false,
    worst: { name: 'after-dismiss-group', measured: 190_001, isMet: false },
    rows: [{ name: JOIN, isMet: true }, { isMet: false }],
  });
});

it('compares the CPU time of a callback with the floor that logs nothing', () => {
  expect(resultsOf('CPU time at most', { warm: [warm({ [FLOOR]: 1.2 })] })).toMatchObject({ isMet: true });
  expect(resultsOf('CPU time at most', { warm: [warm({ [FLOOR]: 1.21 })] })).toMatchObject({ isMet: false });
});

it('misses a row when one peer is ahead', () => {
  const goal = resultsOf('CPU time of a callback', { warm: [warm({ [FLOOR]: 1, 'peer: a': 0.9, 'peer: b': 1.01 })] });

  expect(goal).toMatchObject({ isMet: false, worst: { name: 'peer: b' } });
  expect(goal?.rows.map(({ isMet }) => isMet)).toEqual([true, false]);
});

it('compares the wait of 10,000 terms only', () => {
  const row = (terms: number, waitMs: number) => ({ terms, waitMs: always(waitMs) }) as JudgeRow;

  expect(resultsOf('waits', { judge: [row(10, 500), row(10_000, 100)] })).toMatchObject({ isMet: true });
  expect(resultsOf('waits', { judge: [row(10, 0), row(10_000, 101)] })).toMatchObject({ isMet: false });
});

it('has no goals of sections that were not measured', () => {
  expect(goalsOf({ machine })).toEqual([]);
});

import type { Goal } from '../goals.ts';
import type { Table } from '../policy/tables.ts';
import type { Results } from '../results.ts';
import { bundleTables } from './bundle-tables.ts';
import { storageTables } from './storage-tables.ts';
import { timeTables } from './time-tables.ts';

/** Tables of the sections that a document has, the goals first. */
export function tablesOf(results: Results, goals: readonly Goal[]): Table[] {
  return [
    goalTable(goals),
    ...bundleTables(results, goals),
    ...timeTables(results, goals),
    ...storageTables(results, goals),
  ];
}

function goalTable(goals: readonly Goal[]): Table {
  return {
    title: 'Goals',
    head: ['goal', 'measured', 'worst row', 'result'],
    rows: goals.map(({ goal, unit, worst, isMet }) => [
      goal,
      unit === 'bytes' ? `${(worst.measured / 1_000).toFixed(1)} kB` : `${worst.measured.toFixed(2)} ${unit}`,
      worst.name,
      isMet ? 'met' : 'missed',
    ]),
  };
}

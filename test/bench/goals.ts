import type { Compared } from './compared.ts';
import { FLOOR, JOIN } from './names.ts';
import type { Results, Section } from './results.ts';

/** Code beside the tables by which evasions are found. */
const MAX_BYTES = { recorder: 190_000, judge: 215_000 } as const;
const MAX_COLD_RATIO = 1.1;
const MAX_WARM_CPU_RATIO = 1.2;
const GOAL_TERMS = 10_000;
const MAX_WAIT_MS = 100;

/** A goal for one row of the report. */
export interface RowGoal {
  readonly name: string;
  readonly measured: number;
  readonly isMet: boolean;
}

export interface Goal {
  readonly section: Section;
  readonly goal: string;
  /** Greatest value; a peer must be above it. */
  readonly limit: number;
  readonly unit: 'bytes' | '×' | 'ms';
  readonly rows: readonly RowGoal[];
  /** The row that is farthest from the goal. */
  readonly worst: RowGoal;
  readonly isMet: boolean;
}

/** Compares the medians with the goals of the sections that were measured. */
export function goalsOf(results: Results): Goal[] {
  return [...sizeGoals(results), ...floorGoals(results), ...peerGoals(results), ...judgeGoals(results)];
}

function sizeGoals({ bundles = [] }: Results): Goal[] {
  return (['recorder', 'judge'] as const).flatMap((kind) => {
    const limit = MAX_BYTES[kind];
    const rows = bundles.filter((row) => row.kind === kind).map((row) => [row.name, row.codeBytes] as const);
    return goal('bundles', `${kind}: code of at most ${limit / 1_000} kB`, limit, 'bytes', rows);
  });
}

function floorGoals({ cold = [], warm = [] }: Results): Goal[] {
  const own = <Row extends { kind: string; name: string }>(rows: readonly Row[], of: (row: Row) => Compared) =>
    rows
      .filter(({ kind }) => kind === 'recorder' || kind === 'judge')
      .map((row) => [row.name, of(row).ratios[FLOOR]?.median ?? Number.NaN] as const);
  const firstAnswers = own(cold, ({ firstMs }) => firstMs);
  const cpuTimes = own(warm, ({ cpuUs }) => cpuUs);
  return [
    ...goal('cold', `first answer at most ${MAX_COLD_RATIO} × floor`, MAX_COLD_RATIO, '×', firstAnswers),
    ...goal('warm', `CPU time at most ${MAX_WARM_CPU_RATIO} × floor`, MAX_WARM_CPU_RATIO, '×', cpuTimes),
  ];
}

/** The function that does the work of the peers is ahead of each of them. */
function peerGoals({ bundles = [], cold = [], warm = [], allocation = [] }: Results): Goal[] {
  const joinBytes = bundles.find(({ name }) => name === JOIN)?.readBytes ?? Number.NaN;
  const byPeer = bundles
    .filter(({ kind }) => kind === 'peer')
    .map((row) => [row.name, joinBytes / row.readBytes] as const);
  const coldOf = cold.find(({ name }) => name === JOIN);
  const warmOf = warm.find(({ name }) => name === JOIN);
  const heap = allocation.find(({ name }) => name === JOIN)?.heapBytes;
  return [
    ...goal('bundles', 'ahead of every peer: bytes that a cold start reads', 1, '×', byPeer),
    ...ahead('cold', 'time to load', coldOf?.loadMs),
    ...ahead('cold', 'first answer', coldOf?.firstMs),
    ...ahead('cold', 'CPU time of a first answer', coldOf?.cpuMs),
    ...ahead('warm', 'time of a callback', warmOf?.wallUs),
    ...ahead('warm', 'CPU time of a callback', warmOf?.cpuUs),
    ...ahead('allocation', 'allocation of a callback', heap),
  ];
}

function ahead(section: Section, what: string, { ratios = {} }: Partial<Compared> = {}): Goal[] {
  const peers = Object.entries(ratios).filter(([name]) => name.startsWith('peer'));
  const rows = peers.map(([name, { median }]) => [name, median] as const);
  return goal(section, `ahead of every peer: ${what}`, 1, '×', rows);
}

function judgeGoals({ judge = [] }: Results): Goal[] {
  const rows = judge
    .filter(({ terms }) => terms === GOAL_TERMS)
    .map(({ waitMs }) => [JUDGE_ROW, waitMs.median] as const);
  const text = `no request of a cold start waits over ${MAX_WAIT_MS} ms for a judge of ${GOAL_TERMS.toLocaleString('en')} terms`;
  return goal('judge', text, MAX_WAIT_MS, 'ms', rows);
}

const JUDGE_ROW = GOAL_TERMS.toLocaleString('en');

function goal(
  section: Section,
  text: string,
  limit: number,
  unit: Goal['unit'],
  measured: readonly (readonly [string, number])[],
): Goal[] {
  const rows = measured.map(([name, value]): RowGoal => ({ name, measured: value, isMet: value <= limit }));
  const [worst] = rows.toSorted((a, b) => b.measured - a.measured);
  if (!worst) return [];
  return [{ section, goal: text, limit, unit, rows, worst, isMet: rows.every(({ isMet }) => isMet) }];
}

import type { StackSettings } from '../stack-settings.ts';
import { type Part, type PricedLine, priced, totalOf } from './cost-line.ts';
import { eventLines } from './event-lines.ts';
import { type Obstacle, obstaclesTo } from './obstacles.ts';
import type { StackCounts } from './stack-counts.ts';
import { fixedLines, keptLines } from './standing-lines.ts';
import type { Workload } from './workload.ts';

/** Cost of one month. */
export interface Estimate {
  readonly lines: readonly PricedLine[];
  /** USD a month. */
  readonly totals: Readonly<Record<Part | 'all' | 'allAfterFree', number>>;
  /** USD for a million callbacks: all that grows with them, and of that what the goal counts, which is without the bus. */
  readonly million: { readonly all: number; readonly withoutBus: number; readonly goal: number };
  readonly obstacles: readonly Obstacle[];
}

const MILLION = 1e6;

/** USD for a million callbacks without the bus. */
const GOALS = { direct: 8, relayed: 4 };

export function estimateOf(load: Workload, stack: StackCounts, settings: StackSettings): Estimate {
  const unpriced = [
    ...eventLines(load, stack, settings.tracing ?? 0),
    ...keptLines(load, stack),
    ...fixedLines(load, stack),
  ];
  const lines = priced(unpriced).filter(({ quantities }) => quantities.some(({ units }) => units > 0));
  const ofMillion = (usd: number) => (usd / load.events) * MILLION;
  const busUSD = lines.find(({ name }) => name === 'EventBridge')?.usd ?? 0;
  const million = {
    all: ofMillion(totalOf(lines, 'event')),
    withoutBus: ofMillion(totalOf(lines, 'event') - busUSD),
    goal: load.isRelayed ? GOALS.relayed : GOALS.direct,
  };
  return {
    lines,
    totals: {
      event: totalOf(lines, 'event'),
      kept: totalOf(lines, 'kept'),
      fixed: totalOf(lines, 'fixed'),
      all: totalOf(lines),
      allAfterFree: lines.reduce((sum, { usdAfterFree }) => sum + usdAfterFree, 0),
    },
    million,
    obstacles: million.withoutBus > million.goal ? obstaclesTo(lines, load, stack) : [],
  };
}

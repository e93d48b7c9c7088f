import type { StackSettings } from '../stack-settings.ts';
import { money } from './cost-output.ts';
import { estimateOf } from './estimate.ts';
import type { StackCounts } from './stack-counts.ts';
import { DEFAULT_DURATION_MS, DEFAULT_MONTHS, type Workload, workloadOf } from './workload.ts';

const MILLION = 1e6;
const EVENTS = [1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

const workload = (events: number, relay: boolean): Workload =>
  workloadOf({ events, relay, months: DEFAULT_MONTHS, duration: DEFAULT_DURATION_MS });

/** Returns the Markdown tables of docs/cost.md. */
export function documentTables(stack: StackCounts, settings: StackSettings): string[] {
  return [...byEvents(stack, settings), '', ...byLine(stack, settings)];
}

function byEvents(stack: StackCounts, settings: StackSettings): string[] {
  const rows = EVENTS.flatMap((events) =>
    [false, true].map((relay) => {
      const { totals, million } = estimateOf(workload(events, relay), stack, settings);
      const amounts = [totals.event, totals.kept, totals.fixed, totals.all, totals.allAfterFree, million.withoutBus];
      return [events.toLocaleString('en'), relay ? 'relay' : 'directly', ...amounts.map(money)];
    }),
  );
  return markdown(
    ['callbacks a month', 'come', 'by callback', 'kept', 'fixed', 'together', 'after free units', 'a million, no bus'],
    rows,
  );
}

function byLine(stack: StackCounts, settings: StackSettings): string[] {
  const [direct, relayed] = [false, true].map((relay) => estimateOf(workload(MILLION, relay), stack, settings).lines);
  const names = new Set([...(direct ?? []), ...(relayed ?? [])].map(({ part, name }) => `${part}: ${name}`));
  const rows = [...names].map((key) => [
    key,
    ...[direct, relayed].map((lines) => money(lines?.find(({ part, name }) => `${part}: ${name}` === key)?.usd ?? 0)),
  ]);
  return markdown(['a million callbacks in a month', 'directly', 'relay'], rows);
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

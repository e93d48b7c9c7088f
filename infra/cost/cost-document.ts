import type { StackSettings } from '../stack-settings.ts';
import { money } from './cost-output.ts';
import { estimateOf } from './estimate.ts';
import type { StackCounts } from './stack-counts.ts';
import { DEFAULT_DURATION_MS, DEFAULT_MONTHS, type Workload, workloadOf } from './workload.ts';

const MILLION = 1e6;
const EVENTS = [1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

const workload = (events: number, relay: boolean): Workload =>
  workloadOf({ events, relay, months: DEFAULT_MONTHS, duration: DEFAULT_DURATION_MS });

/** Settings that lower the cost of a callback, for the last table. */
const SAVINGS: readonly Partial<StackSettings>[] = [
  {},
  { operationIndex: false },
  { eventBus: false },
  { eventBus: false, operationIndex: false },
];

/**
 * Returns the Markdown tables of docs/cost.md, with an empty line after each.
 *
 * @param count counts the stack of some settings
 */
export function documentTables(count: (settings: StackSettings) => StackCounts, settings: StackSettings): string[] {
  const stack = count(settings);
  const tables = [byEvents(stack, settings), byLine(stack, settings), bySettings(count, settings)];
  return tables.flatMap((table) => [...table, '']);
}

function bySettings(count: (settings: StackSettings) => StackCounts, settings: StackSettings): string[] {
  const rows = SAVINGS.map((saving) => {
    const changed = { ...settings, ...saving };
    const stack = count(changed);
    const names = Object.entries(saving).map(([name, value]) => `\`${name}=${value}\``);
    const costs = [false, true].map((relay) => estimateOf(workload(MILLION, relay), stack, changed).million.all);
    return [names.join(', ') || 'defaults', ...costs.map(money)];
  });
  return markdown(['a million callbacks, without what is kept and fixed', 'directly', 'relay'], rows);
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
    [
      'callbacks a month',
      'delivered',
      'by callback',
      'kept',
      'fixed',
      'together',
      'after free units',
      'a million, no bus',
    ],
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
  const [first = '', ...others] = [head, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [first, `|${head.map(() => '---|').join('')}`, ...others];
}

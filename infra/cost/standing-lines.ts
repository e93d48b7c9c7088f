import { catalogue } from '../../functions/openim/catalogue.ts';
import { ASSUMED, SECONDS_A_MONTH } from './assumed.ts';
import type { CostLine } from './cost-line.ts';
import { GB } from './event-lines.ts';
import { ENTRY, LOG_BYTES } from './measured.ts';
import type { StackCounts } from './stack-counts.ts';
import type { Workload } from './workload.ts';

/** Returns the lines for what is stored after `months` with as many callbacks each. */
export function keptLines(load: Workload, stack: StackCounts): CostLine[] {
  const { events, months, written, furtherPeople, batch, isRelayed } = load;
  const { itemOverheadBytes, keptLogShare, logMonths } = ASSUMED;
  const line = (name: string, ...quantities: CostLine['quantities']) => ({ part: 'kept' as const, name, quantities });
  const entryBytes = furtherPeople * (ENTRY.bytes + 2 * itemOverheadBytes);
  const tableGB = (events * months * (written.tableBytes + itemOverheadBytes + entryBytes / 2)) / GB;
  const indexBytes = stack.indexes.reduce(
    (sum, index) => sum + written.indexBytes[index] + Math.min(1, written.indexUnits[index]) * itemOverheadBytes,
    entryBytes / 2,
  );
  const logBytes = (isRelayed ? LOG_BYTES.relayed : LOG_BYTES.direct) + stack.accessLineBytes / batch;
  return [
    line('Table', { price: 'tableGB', units: tableGB }),
    line('Its indexes', { price: 'tableGB', units: (events * months * indexBytes) / GB }),
    line('Point-in-time recovery', { price: 'recoveryGB', units: stack.hasRecovery ? tableGB : 0 }),
    line('Logs', { price: 'keptLogGB', units: (events * Math.min(months, logMonths) * logBytes * keptLogShare) / GB }),
  ];
}

/** Returns the lines that cost the same every month. */
export function fixedLines({ isRelayed }: Workload, stack: StackCounts): CostLine[] {
  const { queuePollers, queuePollSeconds } = ASSUMED;
  const line = (name: string, ...quantities: CostLine['quantities']) => ({ part: 'fixed' as const, name, quantities });
  const polls = (queuePollers * SECONDS_A_MONTH) / queuePollSeconds;
  return [
    line('Alarms', { price: 'alarmMetric', units: stack.alarmMetrics }),
    line('Metrics of callbacks', { price: 'metric', units: metricsInUse(isRelayed) }),
    line('Dashboard', { price: 'dashboard', units: stack.dashboards }),
    line('Polls of queues', { price: 'queueRequest', units: stack.polledQueues * polls }),
    line('Lambda, kept ready', {
      price: 'readyGBSecond',
      units: stack.keptReady * (stack.memoryMB.receive / 1_024) * SECONDS_A_MONTH,
    }),
    line('Keys', { price: 'key', units: stack.keys }),
    line(
      'Firewall',
      { price: 'firewall', units: stack.firewalls },
      { price: 'firewallRule', units: stack.firewallRules },
    ),
  ];
}

/**
 * Metrics that functions count in normal operation: all callbacks, each command and outcome, repeats, and the age of a relay's deliveries.
 * All others are for failures, and cost only in hours in which one happens.
 */
export function metricsInUse(isRelayed: boolean): number {
  const byOutcome = catalogue.reduce(
    (sum, { timing }) => sum + (timing === 'before' ? ASSUMED.outcomesBefore : ASSUMED.outcomesAfter),
    0,
  );
  return 1 + byOutcome + 1 + (isRelayed ? 1 : 0);
}

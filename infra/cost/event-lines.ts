import { ASSUMED, SECONDS_A_MONTH } from './assumed.ts';
import type { CostLine } from './cost-line.ts';
import { ANSWER_BYTES, ENTRY, LOG_BYTES } from './measured.ts';
import type { StackCounts } from './stack-counts.ts';
import type { Workload } from './workload.ts';

export const GB = 1_024 ** 3;
const MB_A_GB = 1_024;
const MS_A_SECOND = 1_000;

/** Returns the lines that grow with the callbacks of a month. */
export function eventLines(load: Workload, stack: StackCounts, tracing: number): CostLine[] {
  const { events, batch, isRelayed, written, furtherPeople, repeats } = load;
  const requests = events / batch;
  const line = (name: string, ...quantities: CostLine['quantities']) => ({ part: 'event' as const, name, quantities });
  const indexUnits = stack.indexes.reduce((sum, index) => sum + written.indexUnits[index], 0);
  const logBytes = isRelayed ? LOG_BYTES.relayed : LOG_BYTES.direct;
  const answerBytes = batch * (isRelayed ? ANSWER_BYTES.relayed : ANSWER_BYTES.direct) + ASSUMED.answerHeaderBytes;
  return [
    line('API Gateway', { price: 'gatewayRequest', units: requests }),
    line('Lambda, receiving', ...lambda(requests, receiveMs(load), stack.memoryMB.receive)),
    line('DynamoDB, record', { price: 'writeUnit', units: events * written.tableUnits }),
    line('DynamoDB, its indexes', { price: 'writeUnit', units: events * indexUnits }),
    line('DynamoDB, failed writes of repeats', { price: 'writeUnit', units: events * repeats * written.tableUnits }),
    line('DynamoDB, entries of people', { price: 'writeUnit', units: events * furtherPeople * ENTRY.units }),
    line('Lambda, derive', ...derive(load, stack)),
    line('EventBridge', { price: 'busEvent', units: stack.hasBus ? events : 0 }),
    line('Logs of functions', { price: 'logGB', units: (events * logBytes) / GB }),
    line('Access log', { price: 'logGB', units: (requests * stack.accessLineBytes) / GB }),
    line('X-Ray', { price: 'trace', units: requests * tracing }),
    line('Firewall', { price: 'firewallRequest', units: stack.isFirewalled ? requests : 0 }),
    line('Data to the internet', { price: 'transferGB', units: (requests * answerBytes) / GB }),
  ];
}

function receiveMs({ isRelayed, batch, durationMs }: Workload): number {
  return isRelayed ? ASSUMED.batchMs + ASSUMED.batchCallbackMs * batch : durationMs;
}

/** Reads of the stream by Lambda cost nothing. */
function derive({ events }: Workload, { stream, memoryMB }: StackCounts): CostLine['quantities'] {
  const records = recordsOfBatch(events, stream);
  return lambda(events / records, ASSUMED.deriveMs + ASSUMED.deriveRecordMs * records, memoryMB.derive);
}

/** Returns how many records Lambda hands to `derive` at once, when callbacks come evenly through the month. In bursts there are more. */
export function recordsOfBatch(events: number, { batch, windowSeconds }: StackCounts['stream']): number {
  const inShardASecond = events / SECONDS_A_MONTH / ASSUMED.shards;
  return Math.min(batch, 1 + inShardASecond * Math.max(windowSeconds, ASSUMED.pollSeconds));
}

function lambda(calls: number, ms: number, memoryMB: number): CostLine['quantities'] {
  return [
    { price: 'lambdaRequest', units: calls },
    { price: 'lambdaGBSecond', units: (calls * Math.ceil(ms) * memoryMB) / MB_A_GB / MS_A_SECOND },
  ];
}

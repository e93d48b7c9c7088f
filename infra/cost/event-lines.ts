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

function receiveMs(load: Workload): number {
  return load.isRelayed ? batchMs(load) : load.durationMs;
}

function batchMs({ batch }: Pick<Workload, 'batch'>): number {
  return ASSUMED.batchMs + ASSUMED.batchCallbackMs * batch;
}

/** Reads of the stream by Lambda cost nothing. */
function derive(load: Workload, { stream, memoryMB }: StackCounts): CostLine['quantities'] {
  const records = recordsOfBatch(load, stream);
  return lambda(load.events / records, ASSUMED.deriveMs + ASSUMED.deriveRecordMs * records, memoryMB.derive);
}

/**
 * Returns how many records Lambda hands to `derive` at once. Callbacks, or batches of a relay, come evenly through the month. In bursts there
 * are more.
 *
 * The records of a batch are in the stream within the milliseconds that the batch takes, spread over the shards at random. A read of a
 * shard in this time parts them.
 */
export function recordsOfBatch(
  { events, batch }: Pick<Workload, 'events' | 'batch'>,
  stream: StackCounts['stream'],
): number {
  const seconds = Math.max(stream.windowSeconds, ASSUMED.pollSeconds);
  const shareWithAny = 1 - (1 - 1 / ASSUMED.shards) ** batch;
  const together = batch / ASSUMED.shards / shareWithAny;
  const parted = batch === 1 ? 0 : batchMs({ batch }) / MS_A_SECOND / seconds;
  const groupsASecond = (events / batch / SECONDS_A_MONTH) * shareWithAny;
  return Math.max(1, Math.min(stream.batch, (together / (1 + parted)) * (1 + groupsASecond * seconds)));
}

function lambda(calls: number, ms: number, memoryMB: number): CostLine['quantities'] {
  return [
    { price: 'lambdaRequest', units: calls },
    { price: 'lambdaGBSecond', units: (calls * Math.ceil(ms) * memoryMB) / MB_A_GB / MS_A_SECOND },
  ];
}

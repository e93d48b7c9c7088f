import type { PricedLine } from './cost-line.ts';
import { recordsOfBatch } from './event-lines.ts';
import { LOG_BYTES } from './measured.ts';
import { usdOf } from './prices.ts';
import type { StackCounts } from './stack-counts.ts';
import type { Workload } from './workload.ts';

/** Something that stands in the way of a goal. */
export interface Obstacle {
  /** One sentence. */
  readonly text: string;
  /** USD for a million callbacks that it costs. */
  readonly usd: number;
}

const MILLION = 1e6;

/** A callback writes this many units where nothing is in the way: the record, and each index but byOperation. */
const LEAST_TABLE_UNITS = 1;

/** USD a million callbacks, below which a cost is not named. */
const MIN_USD = 0.05;

/** Returns what stands in the way, the dearest first. */
export function obstaclesTo(lines: readonly PricedLine[], load: Workload, stack: StackCounts): Obstacle[] {
  const { events, written, isRelayed } = load;
  const costOf = (...names: string[]) =>
    (lines.reduce((sum, { name, usd }) => sum + (names.includes(name) ? usd : 0), 0) / events) * MILLION;
  const units = (count: number) => usdOf('writeUnit', count * MILLION);
  const records = recordsOfBatch(load, stack.stream);
  const logBytes = isRelayed ? LOG_BYTES.relayed : LOG_BYTES.direct;
  const all: Obstacle[] = [
    {
      usd: stack.indexes.includes('byOperation') ? units(written.indexUnits.byOperation) : 0,
      text: 'The index byOperation has almost every record, because OpenIM sends an operation ID with each callback. operationIndex=false leaves it out.',
    },
    {
      usd: units(written.tableUnits - LEAST_TABLE_UNITS),
      text: `A record takes ${written.tableUnits} units of the table, because some are larger than a unit.`,
    },
    {
      usd: costOf('Logs of functions'),
      text: `A function logs ${logBytes} bytes for each callback${isRelayed ? ' of a batch' : ''}, its metrics included.`,
    },
    {
      usd: costOf('Lambda, derive'),
      text: `Lambda calls derive for ${records.toFixed(1)} records on average, because few more come within ${stack.stream.windowSeconds || 'a fraction of a'} ${stack.stream.windowSeconds ? 'seconds' : 'second'}.`,
    },
    { usd: costOf('X-Ray'), text: 'X-Ray traces callbacks at the rate of the setting tracing.' },
    { usd: costOf('Access log'), text: `The access log has ${stack.accessLineBytes} bytes for each request.` },
    {
      usd: costOf('DynamoDB, entries of people'),
      text: 'Each further person of a callback has an entry of two units.',
    },
    {
      usd: costOf('API Gateway'),
      text: isRelayed
        ? `A batch of the relay has ${load.batch} callbacks, of at most 50.`
        : 'Each callback is a request to the gateway. A relay sends up to 50 in one.',
    },
  ];
  return all.filter(({ usd }) => usd >= MIN_USD).sort((a, b) => b.usd - a.usd);
}

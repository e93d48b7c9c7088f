import { catalogue } from '../../../functions/openim/catalogue.ts';
import { SECONDS_A_MONTH } from '../../../infra/cost/assumed.ts';
import { money } from '../../../infra/cost/cost-output.ts';
import { usdOf } from '../../../infra/cost/prices.ts';
import { hotDayTable } from './hot-day.ts';
import { LIMITS, type Limit } from './limits.ts';
import { memoryTable } from './memory.ts';
import { markdownRows } from './rows.ts';

/** Returns the tables of docs/sizing.md that are computed, by the heading above each. */
export function sizingTables(): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ['By callbacks a month', monthTable()],
    ['Latency and the sender', senderTable()],
    ['Memory', memoryTable()],
    ['Provisioned concurrency', readyTable()],
    ['Limits by rate', limitTable()],
    ['A hot group, user or day', hotDayTable()],
  ]);
}

/** Busiest seconds in proportion to the average of a month. */
const PEAK = 10;

function monthTable(): string[] {
  const belowPeak = (peak: number, way: 'directly' | 'relay') =>
    byRate(way)
      .filter(({ [way]: rate, isLocal }) => !isLocal && rate !== undefined && rate[0] < peak)
      .map(({ name }) => name)
      .join(', ') || 'none';
  const rows = [1e4, 1e5, 1e6, 1e7, 1e8, 1e9].map((events) => {
    const average = events / SECONDS_A_MONTH;
    const peak = PEAK * average;
    return [
      events.toLocaleString('en'),
      rateText(average),
      rateText(peak),
      belowPeak(peak, 'directly'),
      belowPeak(peak, 'relay'),
    ];
  });
  return markdownRows(
    [
      'callbacks a month',
      'average a second',
      'peak a second',
      'limits below the peak, directly',
      'limits below the peak, by relay',
    ],
    rows,
  );
}

/** Places in OpenIM's queue, its senders, and milliseconds for which a caller waits for a place. */
const [PLACES, SENDERS, WAIT_MS] = [100, 2, 3_000];

function senderTable(): string[] {
  const rows = [1, 5, 20, 50, 100, 200].map((ms) => {
    const [rate, burst] = [(SENDERS * 1_000) / ms, PLACES + (SENDERS * WAIT_MS) / ms];
    return [String(ms), rate.toLocaleString('en'), burst.toLocaleString('en')];
  });
  return markdownRows(['mean answer, ms', 'After callbacks a second', 'largest burst without loss'], rows);
}

/** Each function of a before callback keeps as many executions ready. */
function readyTable(): string[] {
  const functions = catalogue.filter(({ timing }) => timing === 'before').length;
  const rows = [512, 1_024, 1_769].map((size) => {
    const month = usdOf('readyGBSecond', (size / 1_024) * SECONDS_A_MONTH);
    return [size.toLocaleString('en'), money(month), money(month * functions)];
  });
  return markdownRows(
    ['`memory`, MB', 'one execution, a month', `\`provisionedConcurrency=1\`: ${functions} functions, a month`],
    rows,
  );
}

function limitTable(): string[] {
  const range = (rate: Limit['directly']) =>
    rate === undefined ? '—' : [...new Set(rate.map((each) => rateText(each)))].join(' to ');
  const rows = byRate('relay').map(({ name, limit, directly, relay, effect, remedy }) => [
    ...[name, limit, range(directly), range(relay), effect, remedy],
  ]);
  return markdownRows(['what', 'limit', 'directly', 'by relay', 'what happens', 'what to do'], rows);
}

function byRate(way: 'directly' | 'relay'): Limit[] {
  const rate = (limit: Limit) =>
    (way === 'directly' ? limit.directly : undefined) ?? limit.directly ?? limit.relay ?? [0, 0];
  return LIMITS.toSorted((one, other) => rate(one)[0] - rate(other)[0]);
}

function rateText(rate: number): string {
  return rate < 10 ? String(Number(rate.toPrecision(2))) : Math.round(rate).toLocaleString('en');
}

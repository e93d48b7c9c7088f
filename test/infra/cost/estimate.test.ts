import { expect, it } from 'vitest';
import { estimateOf } from '../../../infra/cost/estimate.ts';
import { recordsOfBatch } from '../../../infra/cost/event-lines.ts';
import { BODY_BYTES } from '../../../infra/cost/measured.ts';
import type { StackCounts } from '../../../infra/cost/stack-counts.ts';
import { metricsInUse } from '../../../infra/cost/standing-lines.ts';
import { MIN_BODY_BYTES, writtenByBody } from '../../../infra/cost/typical-record.ts';
import { type WorkloadOptions, workloadOf } from '../../../infra/cost/workload.ts';
import { readSettings } from '../../../infra/stack-settings.ts';

const { settings } = readSettings({ webhookTokenHashes: '1'.repeat(64) });

const STACK: StackCounts = {
  ...{ alarms: 2, alarmMetrics: 30, dashboards: 1, functions: 3, polledQueues: 2 },
  ...{ hasBus: true, indexes: ['byGroup', 'byDay'], hasRecovery: true, keys: 0, firewalls: 0, firewallRules: 0 },
  ...{ isFirewalled: false, keptReady: 0 },
  accessLineBytes: 1_024,
  memoryMB: { receive: 1_024, derive: 2_048 },
  stream: { batch: 100, windowSeconds: 0 },
};

const OPTIONS: WorkloadOptions = { events: 1e6, relay: false, months: 2, duration: 10 };

function costs(options: Partial<WorkloadOptions> = {}, stack: Partial<StackCounts> = {}, tracing = 0) {
  const load = workloadOf({ ...OPTIONS, ...options });
  const estimate = estimateOf(load, { ...STACK, ...stack }, { ...settings, tracing });
  const usd = Object.fromEntries(estimate.lines.map(({ name, usd: amount }) => [name, Number(amount.toFixed(3))]));
  return { estimate, load, usd };
}

it('multiply units by list prices, by line', () => {
  const { usd, load } = costs({ people: 3, repeats: 0.1 }, {}, 0.01);
  const { tableUnits, indexUnits } = load.written;
  expect(usd).toMatchObject({
    'API Gateway': 3.5,
    'Lambda, receiving': 0.333,
    'DynamoDB, record': expect.closeTo(tableUnits * 0.625, 2),
    'DynamoDB, its indexes': Number(((indexUnits.byGroup + indexUnits.byDay) * 0.625).toFixed(3)),
    'DynamoDB, failed writes of repeats': Number((tableUnits * 0.0625).toFixed(3)),
    'DynamoDB, entries of people': 2.5,
    EventBridge: 1,
    'Access log': 0.477,
    'X-Ray': 0.05,
    Alarms: 3,
    Dashboard: 3,
    'Polls of queues': 0.518,
    'Metrics of callbacks': Number((metricsInUse(false) * 0.3).toFixed(3)),
  });
  expect(usd).not.toHaveProperty('Keys');
  expect(usd).not.toHaveProperty('Firewall');
});

it('have a line for executions that are kept ready, which costs the same for few callbacks', () => {
  const { usd } = costs({}, { keptReady: 2 });
  expect(usd['Lambda, kept ready']).toBe(Number((2 * 30 * 24 * 3_600 * 0.0000033334).toFixed(3)));
  expect(costs({ events: 1_000 }, { keptReady: 2 }).usd['Lambda, kept ready']).toBe(usd['Lambda, kept ready']);
  expect(costs().usd['Lambda, kept ready']).toBeUndefined();
});

it('have lines for a key and a firewall once the stack has them', () => {
  expect(costs({}, { keys: 2 }).usd.Keys).toBe(2);
  const { estimate } = costs({}, { firewalls: 1, firewallRules: 3, isFirewalled: true });
  const parts = estimate.lines.filter(({ name }) => name === 'Firewall').map(({ part, usd }) => [part, usd]);
  expect(parts).toEqual([
    ['event', expect.closeTo(0.6, 9)],
    ['fixed', 8],
  ]);
});

it('count a batch of a relay as one request, and its callbacks as records', () => {
  const { usd } = costs({ relay: true, batch: 50 });
  expect(usd['API Gateway']).toBe(0.07);
  expect(usd['DynamoDB, record']).toBe(costs().usd['DynamoDB, record']);
  expect(usd).not.toHaveProperty('DynamoDB, failed writes of repeats');
});

it('grow with the months for what is kept, and not for what comes or is fixed', () => {
  const [two, four] = [costs().estimate.totals, costs({ months: 4 }).estimate.totals];
  expect(four.kept).toBeGreaterThan(1.9 * two.kept);
  expect({ ...four, kept: 0, all: 0, allAfterFree: 0 }).toEqual({ ...two, kept: 0, all: 0, allAfterFree: 0 });
  expect(two.all).toBeCloseTo(two.event + two.kept + two.fixed, 9);
});

it('count the table, its indexes and its recovery by the bytes of records, entries and overhead', () => {
  const GB = 1_024 ** 3;
  const { usd, load } = costs({ people: 1, months: 1 });
  const { tableBytes, indexBytes, indexUnits } = load.written;
  const inTable = (1e6 * (tableBytes + 100)) / GB;
  const inIndexes =
    (1e6 * (indexBytes.byGroup + indexBytes.byDay + (indexUnits.byGroup + indexUnits.byDay) * 100)) / GB;
  expect(usd.Table).toBeCloseTo(inTable * 0.25, 3);
  expect(usd['Point-in-time recovery']).toBeCloseTo(inTable * 0.2, 3);
  expect(usd['Its indexes']).toBeCloseTo(inIndexes * 0.25, 3);
  expect(costs({}, { hasRecovery: false }).usd).not.toHaveProperty('Point-in-time recovery');
});

it('add up to a million without the bus, and name no obstacle within the goal', () => {
  const { estimate } = costs({}, { indexes: ['byDay'] });
  expect(estimate.million.all - estimate.million.withoutBus).toBeCloseTo(1, 9);
  expect(estimate.million).toMatchObject({ goal: 8 });
  expect(estimate.million.withoutBus).toBeLessThan(8);
  expect(estimate.obstacles).toEqual([]);
  expect(costs({ relay: true }).estimate.million.goal).toBe(4);
});

it('name above the goal what is in the way, the dearest first', () => {
  const { estimate } = costs({ people: 4 }, { indexes: ['byGroup', 'byUser', 'byOperation', 'byDay'] });
  expect(estimate.million.withoutBus).toBeGreaterThan(8);
  const [first] = estimate.obstacles;
  expect(first?.text).toContain('Each further person');
  expect(estimate.obstacles.some(({ text }) => text.includes('tracing'))).toBe(false);
  const traced = costs({ people: 4 }, {}, 0.5).estimate.obstacles.find(({ text }) => text.includes('tracing'));
  expect(traced?.usd).toBeCloseTo(2.5, 9);
  expect(estimate.obstacles.map(({ text }) => text).join(' ')).toContain('operationIndex=false');
  const usd = estimate.obstacles.map((obstacle) => obstacle.usd);
  expect(usd).toEqual(usd.toSorted((a, b) => b - a));
});

it('collect more records for a call of derive the more come, up to the batch', () => {
  const stream = { batch: 100, windowSeconds: 10 };
  const alone = (events: number) => ({ events, batch: 1 });
  expect(recordsOfBatch(alone(1), stream)).toBeCloseTo(1, 2);
  expect(recordsOfBatch(alone(1e6), stream)).toBeGreaterThan(
    recordsOfBatch(alone(1e6), { ...stream, windowSeconds: 0 }),
  );
  expect(recordsOfBatch(alone(1e12), stream)).toBe(100);
});

it('collect the records of a batch of a relay by shards, and fewer where a read parts them', () => {
  const [atOnce, later] = [0, 10].map((windowSeconds) => ({ batch: 100, windowSeconds }));
  const of = (batch: number, stream = atOnce) => recordsOfBatch({ events: 1, batch }, stream ?? STACK.stream);
  expect(of(25, later)).toBeCloseTo(25 / 4, 1);
  expect(of(25)).toBeLessThan(25 / 4);
  expect(of(25)).toBeGreaterThan(25 / 4 / 1.2);
  expect(of(2)).toBeGreaterThanOrEqual(1);
  expect(of(2)).toBeLessThan(1.2);
  expect(costs({ relay: true }).usd['Lambda, derive']).toBeLessThan(Number(costs().usd['Lambda, derive']) / 2);
});

it('take the units that the handlers need for a body of 1 kB', () => {
  const { tableUnits, indexUnits } = writtenByBody(1_024, false);
  expect([tableUnits, ...Object.values(indexUnits)]).toEqual([2, 1, 1, 1, 1]);
});

it('take a body of the size that is asked for', () => {
  const small = writtenByBody(MIN_BODY_BYTES, false);
  const large = writtenByBody(MIN_BODY_BYTES + 1_000, false);
  // The record has body and event packed, so that letters as at random take a little more than half, and a summary of 200 characters.
  expect(large.tableBytes - small.tableBytes).toBeGreaterThanOrEqual(500);
  expect(large.tableBytes - small.tableBytes).toBeLessThanOrEqual(900);
  expect(writtenByBody(BODY_BYTES, true).tableBytes).toBeGreaterThan(writtenByBody(BODY_BYTES, false).tableBytes);
});

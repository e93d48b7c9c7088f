import { type Figure, figureOf } from './figures.ts';
import { type Load, type Losses, measureLosses } from './losses.ts';
import { type BenchReceiver, startReceiver } from './receiver.ts';
import type { RelayChild } from './relay-child.ts';
import type { LossResult, Way } from './results.ts';

const LATENCIES_MS = [0, 20, 50, 100];
const STEADY = { name: '200 a second for 3 s', callbacks: 600, perSecond: 200 };
const LOADS: readonly Load[] = [
  { name: 'burst of 1,000', callbacks: 1_000 },
  { name: 'burst of 3,000', callbacks: 3_000 },
  STEADY,
];

/** Callbacks a second after the burst, while the receiver is away. */
const AWAY_RATE = 50;

export interface LossBench {
  readonly receiver: BenchReceiver;
  readonly relay: RelayChild;
  readonly path: string;
  readonly bodyOf: () => string;
}

/** Measures every load at every latency, directly and through the relay. */
export async function measureAllLosses(bench: LossBench, rounds: number): Promise<LossResult[]> {
  const cases = LATENCIES_MS.flatMap((latencyMs) => LOADS.map((load) => ({ load, latencyMs })));
  const measured = new Map(cases.map((each) => [each, { direct: [] as Losses[], relay: [] as Losses[] }]));
  for (let round = 0; round < rounds; round += 1) {
    const [busy, waiting] = [
      cases.filter(({ latencyMs }) => latencyMs === 0),
      cases.filter(({ latencyMs }) => latencyMs > 0),
    ];
    // A sender that waits for its receiver takes almost no CPU time, so that these are measured at once.
    const waited = await Promise.all(waiting.map(async (each) => [each, await direct(each, bench)] as const));
    for (const [each, losses] of waited) measured.get(each)?.direct.push(losses);
    for (const each of busy) measured.get(each)?.direct.push(await direct(each, bench));
    for (const each of cases) {
      await bench.receiver.order({ name: 'delay', latencyMs: each.latencyMs });
      measured.get(each)?.relay.push(await measureLosses(each.load, bench));
    }
  }
  await bench.receiver.order({ name: 'delay', latencyMs: 0 });
  return [...measured].flatMap(([{ load, latencyMs }, { direct, relay }]) => [
    resultOf(load.name, `${latencyMs} ms`, 'direct', direct),
    resultOf(load.name, `${latencyMs} ms`, 'relay', relay),
  ]);
}

/** Measures a burst and a steady rate while the receiver is away. */
export async function measureAway(bench: LossBench, seconds: number): Promise<LossResult[]> {
  const { receiver } = bench;
  const burst = { name: 'burst of 3,000', callbacks: 3_000 };
  const steady = {
    name: `${AWAY_RATE} a second for ${seconds} s`,
    callbacks: AWAY_RATE * seconds,
    perSecond: AWAY_RATE,
  };
  const results: LossResult[] = [];
  const { relay, ...directly } = bench;
  for (const [load, way, options] of [
    [burst, 'direct', directly],
    [burst, 'relay', bench],
    [steady, 'relay', bench],
  ] as const) {
    await receiver.order({ name: 'away' });
    const losses = await measureLosses(load, { ...options, beforeDrain: () => receiver.order({ name: 'back' }) });
    results.push(resultOf(load.name, 'away', way, [losses]));
  }
  return results;
}

/** Each has a receiver of its own. */
async function direct(
  { load, latencyMs }: { load: Load; latencyMs: number },
  { path, bodyOf }: LossBench,
): Promise<Losses> {
  const receiver = await startReceiver();
  await receiver.order({ name: 'delay', latencyMs });
  const losses = await measureLosses(load, { receiver, path, bodyOf });
  await receiver.close();
  return losses;
}

function resultOf(load: string, receiver: string, way: Way, rounds: readonly Losses[]): LossResult {
  const of = (what: keyof Losses): Figure => figureOf(rounds.map((losses) => losses[what]));
  return { load, receiver, way, rounds: rounds.length, lost: of('lost'), p50: of('p50Ms'), p99: of('p99Ms') };
}

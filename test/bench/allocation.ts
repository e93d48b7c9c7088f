import { compared } from './compared.ts';
import type { Contender } from './contender.ts';
import { figureOf } from './figures.ts';
import { type Allocation, startLambda } from './lambda/lambda-process.ts';
import { inLanes } from './lanes.ts';
import type { AllocationRow } from './results.ts';

/** A young generation in which the calls of a round fit, so that nothing is collected while they are counted. */
const YOUNG = ['--min-semi-space-size=256', '--max-semi-space-size=256'];

/** Rounds that may be repeated because something was collected. */
const MAX_ATTEMPTS = 5;

export interface AllocationOptions {
  readonly rounds: number;
  readonly calls: number;
  readonly warmUp: number;
}

/** Counts by how much heap and buffers grow in each call of a warm function. */
export async function measureAllocation(
  contenders: readonly Contender[],
  { rounds, calls, warmUp }: AllocationOptions,
): Promise<AllocationRow[]> {
  const allocations = new Map<string, Allocation[]>();
  await inLanes(contenders, async (contender) => {
    const lambda = await startLambda(contender, YOUNG);
    await lambda.time(contender.event, warmUp);
    const counted: Allocation[] = [];
    for (let attempt = 0; counted.length < rounds && attempt < rounds + MAX_ATTEMPTS; attempt += 1) {
      const allocation = await lambda.allocate(contender.event, calls);
      if (!allocation.isCollected) counted.push(allocation);
    }
    await lambda.stop();
    if (counted.length < rounds) throw new Error(`${contender.name} allocates too much to be counted`);
    allocations.set(contender.name, counted);
  });
  const references = contenders.filter(({ kind }) => kind === 'floor' || kind === 'peer').map(({ name }) => name);
  const heap = new Map([...allocations].map(([name, all]) => [name, all.map(({ heapBytes }) => heapBytes)]));
  return contenders.map(({ name, kind }) => ({
    name,
    kind,
    heapBytes: compared(name, heap, references),
    bufferBytes: figureOf(allocations.get(name)?.map(({ bufferBytes }) => bufferBytes) ?? []),
  }));
}

import { availableParallelism } from 'node:os';

/** Runs work for each item, on all processors and in their pauses. Not for timed work. */
export async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  const lane = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, lane));
}

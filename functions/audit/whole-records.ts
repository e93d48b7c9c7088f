import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import { BATCH_SIZE, itemsOf } from './items.ts';
import { type Head, type ItemPart, isHead, partIDs } from './parts.ts';
import type { Progress } from './progress.ts';
import type { IndexItem } from './read-index.ts';
import { join, readable } from './readable.ts';
import { recordIDOf } from './record-id.ts';

/** Batches that are fetched ahead of the one that is being read. */
const BATCHES_AHEAD = 3;

/** Yields the records of what a search finds. An entry stands for its record. */
export async function* wholeRecords(table: Table, search: Progress): AsyncGenerator<AuditRecord, void> {
  const fetched: { batch: readonly IndexItem[]; items: Promise<Stored[]> }[] = [];
  for await (const batch of batchesOf(search.items())) {
    const items = itemsOf<Stored>(table, [...new Set(batch.map(recordID))], undefined, undefined, search.units);
    // It is awaited later: until then, a failure has no other handler.
    items.catch(() => {});
    fetched.push({ batch, items });
    const [first] = fetched;
    if (first && fetched.length > BATCHES_AHEAD) yield* hydrate(table, search, first.batch, await first.items);
    if (fetched.length > BATCHES_AHEAD) fetched.shift();
  }
  for (const { batch, items } of fetched) yield* hydrate(table, search, batch, await items);
  search.isOver = true;
}

type Stored = AuditRecord | Head;

function recordID({ position, item }: IndexItem): string {
  return recordIDOf(position.eventID, item.entryOf);
}

async function* batchesOf(items: AsyncIterable<IndexItem>): AsyncGenerator<IndexItem[]> {
  let batch: IndexItem[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Yields the records of a batch in its order, with split ones put together. */
async function* hydrate(table: Table, search: Progress, batch: readonly IndexItem[], items: readonly Stored[]) {
  const byID = new Map(items.map((item) => [item.eventID, item]));
  for (const indexed of batch) {
    const item = byID.get(recordID(indexed));
    search.passed = indexed.position;
    if (!item) continue;
    const parts = isHead(item) ? await itemsOf<ItemPart>(table, partIDs(item), undefined, undefined, search.units) : [];
    yield readable(isHead(item) ? join(item, parts) : item);
  }
}

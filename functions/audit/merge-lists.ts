import type { IndexItem } from './read-index.ts';

/** Merges lists that have one order. Of items of the same time, those of earlier lists come first. */
export async function* merged(lists: AsyncGenerator<IndexItem>[], isOldestFirst = false): AsyncGenerator<IndexItem> {
  const heads = await Promise.all(lists.map((list) => list.next()));
  for (;;) {
    let first: { found: IndexItem; list: number } | undefined;
    for (const [list, head] of heads.entries()) {
      if (head.done || (first && !isBefore(head.value, first.found, isOldestFirst))) continue;
      first = { found: head.value, list };
    }
    if (!first) return;
    yield first.found;
    heads[first.list] = await (lists[first.list] as AsyncGenerator<IndexItem>).next();
  }
}

function isBefore({ position: a }: IndexItem, { position: b }: IndexItem, isOldestFirst: boolean): boolean {
  return isOldestFirst ? a.receivedAt < b.receivedAt : a.receivedAt > b.receivedAt;
}

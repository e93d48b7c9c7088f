/** Numbers that look random and are the same in every run. */
export interface Random {
  /** Returns a whole number from 0 to `below` - 1. */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  sample<Item>(items: readonly Item[], size: number): Item[];
}

/** Source: mulberry32, public domain. */
export function randomOf(seed: string): Random {
  let state = [...seed].reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193),
    0x811c9dc5,
  );
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  const pick = <Item>(items: readonly Item[]) => items[below(items.length)] as Item;
  return { below, pick, sample: (items, size) => shuffled(items, size, below) };
}

/** Fisher and Yates, for the first `size` items only. */
function shuffled<Item>(items: readonly Item[], size: number, below: (limit: number) => number): Item[] {
  const left = [...items];
  for (let at = 0; at < Math.min(size, left.length); at += 1) {
    const other = at + below(left.length - at);
    [left[at], left[other]] = [left[other] as Item, left[at] as Item];
  }
  return left.slice(0, size);
}

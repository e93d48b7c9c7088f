import type { EventRow } from '../../contract/events.ts';

/** Identity of a row: in a search by user, one record can have a row for each of several searches. */
export function rowKey({ eventID, userID = '' }: EventRow): string {
  return `${eventID}/${userID}`;
}

/**
 * Returns both lists as one, newest first, with one row for each key. Only the rows of the times of `others` are compared, so that
 * a few rows are added to 200,000 quickly.
 *
 * @param rows newest first
 * @param others in any order
 */
export function mergeRows(rows: readonly EventRow[], others: readonly EventRow[]): readonly EventRow[] {
  const sorted = others.toSorted(newestFirst);
  const [newest, oldest] = [sorted[0], sorted.at(-1)];
  if (!newest || !oldest) return rows;
  const from = countWhere(rows, ({ receivedAt }) => receivedAt > newest.receivedAt);
  const to = countWhere(rows, ({ receivedAt }) => receivedAt >= oldest.receivedAt);
  const between = rows.slice(from, to);
  const known = new Set(between.map(rowKey));
  const added = sorted.filter((row) => {
    const key = rowKey(row);
    return !known.has(key) && known.add(key);
  });
  if (added.length === 0) return rows;
  return [...rows.slice(0, from), ...[...added, ...between].sort(newestFirst), ...rows.slice(to)];
}

/** Returns how many rows at the beginning meet a condition that no row after them meets, by halving. */
function countWhere(rows: readonly EventRow[], isBefore: (row: EventRow) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row && isBefore(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function newestFirst(one: EventRow, other: EventRow): number {
  if (one.receivedAt === other.receivedAt) return 0;
  return one.receivedAt > other.receivedAt ? -1 : 1;
}

import type { EventRow } from '../../contract/events.ts';

/** Identity of a row: in a search by user, one record can have a row for each of several searches. */
export function rowKey({ eventID, userID = '' }: EventRow): string {
  return `${eventID}/${userID}`;
}

/**
 * Returns both lists as one, newest first, with one row for each key. Rows of one time keep their order.
 *
 * @param rows newest first
 * @param others in any order
 */
export function mergeRows(rows: readonly EventRow[], others: readonly EventRow[]): readonly EventRow[] {
  const known = new Set(rows.map(rowKey));
  const added: EventRow[] = [];
  for (const row of others) {
    if (known.has(rowKey(row))) continue;
    known.add(rowKey(row));
    added.push(row);
  }
  if (added.length === 0) return rows;
  added.sort(newestFirst);
  const last = rows.at(-1);
  const newestAdded = added[0];
  if (!last || !newestAdded || newestFirst(last, newestAdded) <= 0) return [...rows, ...added];
  const oldestAdded = added.at(-1);
  if (rows[0] && oldestAdded && newestFirst(oldestAdded, rows[0]) <= 0) return [...added, ...rows];
  return [...added, ...rows].sort(newestFirst);
}

function newestFirst(one: EventRow, other: EventRow): number {
  if (one.receivedAt === other.receivedAt) return 0;
  return one.receivedAt > other.receivedAt ? -1 : 1;
}

import type { EventRow, TimelineBucket } from '../../console/contract/events.ts';

/** Counts rows by time, callback and outcome, newest first. Rows without a valid time are left out. */
export function bucketsOf(rows: readonly EventRow[], bucketMs: number): TimelineBucket[] {
  const counts = new Map<string, TimelineBucket>();
  for (const { receivedAt, callback, outcome } of rows) {
    const time = Date.parse(receivedAt);
    if (Number.isNaN(time)) continue;
    const at = Math.floor(time / bucketMs) * bucketMs;
    const key = JSON.stringify([at, callback, outcome]);
    counts.set(key, { at, callback, outcome, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

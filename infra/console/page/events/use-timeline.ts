import { useEffect, useMemo, useState } from 'preact/hooks';
import { ROUTES } from '../../api.ts';
import type { EventRow, TimelineAnswer, TimelineBucket } from '../../contract/events.ts';
import { get } from '../api-client.ts';
import { bucketsOf } from './timeline-data.ts';

/** Counts of a query by time. */
export interface TimelineCounts {
  readonly buckets: readonly TimelineBucket[];
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
}

const NONE: TimelineCounts = { buckets: [], isLoading: true, hasFailed: false };

/** Counts the events of a query, part by part, and those that arrive meanwhile. Earlier counts stay until there are new ones. */
export function useTimeline(q: string, bucketMs: number, liveRows: readonly EventRow[]): TimelineCounts {
  const [counts, setCounts] = useState(NONE);
  const [live, setLive] = useState<readonly TimelineBucket[]>([]);

  useEffect(() => {
    const aborter = new AbortController();
    setCounts((before) => ({ ...before, isLoading: true, hasFailed: false }));
    setLive([]);
    count(q, bucketMs, aborter.signal, setCounts).catch(() => {
      if (!aborter.signal.aborted) setCounts((before) => ({ ...before, isLoading: false, hasFailed: true }));
    });
    return () => aborter.abort();
  }, [q, bucketMs]);

  useEffect(() => {
    if (liveRows.length > 0) setLive((before) => [...before, ...bucketsOf(liveRows, bucketMs)]);
  }, [liveRows, bucketMs]);

  return useMemo(() => ({ ...counts, buckets: [...counts.buckets, ...live] }), [counts, live]);
}

async function count(
  q: string,
  bucketMs: number,
  signal: AbortSignal,
  onCounts: (counts: TimelineCounts) => void,
): Promise<void> {
  const buckets: TimelineBucket[] = [];
  let cursor: string | undefined;
  do {
    const answer: TimelineAnswer = await get<TimelineAnswer>(ROUTES.timeline, { q, cursor, bucketMs }, signal);
    cursor = answer.cursor;
    buckets.push(...answer.buckets);
    onCounts({ buckets: [...buckets], isLoading: cursor !== undefined, hasFailed: false });
  } while (cursor !== undefined && !signal.aborted);
}

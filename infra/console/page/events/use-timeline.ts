import { useEffect, useRef, useState } from 'preact/hooks';
import { ROUTES } from '../../api.ts';
import type { EventRow, TimelineAnswer, TimelineBucket } from '../../contract/events.ts';
import { get } from '../api-client.ts';
import { BucketSum } from './bucket-sum.ts';
import { bucketsOf } from './timeline-data.ts';

/** Width of the counts that the server is asked for. */
const BUCKET_MS = 10_000;

/** Counts of a query by time. */
export interface TimelineCounts {
  readonly buckets: readonly TimelineBucket[];
  /** Width of the buckets, which grows with their times. */
  readonly bucketMs: number;
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
}

const NONE: TimelineCounts = { buckets: [], bucketMs: BUCKET_MS, isLoading: true, hasFailed: false };

/** Counts the events of a query, part by part, and those that arrive meanwhile. Earlier counts stay until there are new ones. */
export function useTimeline(q: string, liveRows: readonly EventRow[]): TimelineCounts {
  const [counts, setCounts] = useState(NONE);
  const sum = useRef(new BucketSum());

  useEffect(() => {
    const aborter = new AbortController();
    const started = new BucketSum();
    sum.current = started;
    const change = (state: Partial<TimelineCounts>) => {
      if (!aborter.signal.aborted) setCounts((before) => ({ ...before, ...state }));
    };
    change({ isLoading: true, hasFailed: false });
    count(q, aborter.signal, (buckets, isLoading) => {
      started.add(buckets);
      change({ ...shown(started), isLoading });
    }).catch(() => change({ isLoading: false, hasFailed: true }));
    return () => aborter.abort();
  }, [q]);

  useEffect(() => {
    if (liveRows.length === 0) return;
    sum.current.add(bucketsOf(liveRows, BUCKET_MS));
    setCounts((before) => ({ ...before, ...shown(sum.current) }));
  }, [liveRows]);

  return counts;
}

function shown({ buckets, widthMs }: BucketSum): Pick<TimelineCounts, 'buckets' | 'bucketMs'> {
  return { buckets, bucketMs: widthMs };
}

async function count(
  q: string,
  signal: AbortSignal,
  onPart: (buckets: readonly TimelineBucket[], isLoading: boolean) => void,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const parameters = { q, cursor, bucketMs: BUCKET_MS };
    const answer: TimelineAnswer = await get<TimelineAnswer>(ROUTES.timeline, parameters, signal);
    cursor = answer.cursor;
    onPart(answer.buckets, cursor !== undefined);
  } while (cursor !== undefined && !signal.aborted);
}

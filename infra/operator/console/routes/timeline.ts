import type { Handler } from 'hono';
import type { TimelineAnswer } from '../../../console/contract/events.ts';
import type { ConsoleSource } from '../console-source.ts';
import { json } from '../json.ts';
import { lineIn, numberIn } from '../parameters.ts';
import { search } from '../search.ts';
import { bucketsOf } from '../timeline-buckets.ts';

const DEFAULT_BUCKET_MS = 60_000;
const MAX_BUCKET_MS = 31 * 24 * 60 * 60 * 1_000;

/** Events of one part. The page draws it, and asks for the next. */
const PART = 2_000;

export function timeline({ audit, now }: ConsoleSource): Handler {
  return async (c) => {
    const query = lineIn(c, now());
    const bucketMs = numberIn(c, 'bucketMs', DEFAULT_BUCKET_MS, MAX_BUCKET_MS);
    const { rows, searched } = await search(audit, query, { cursor: c.req.query('cursor') || undefined, limit: PART });
    return json(c, { bucketMs, buckets: bucketsOf(rows, bucketMs), ...searched } satisfies TimelineAnswer);
  };
}

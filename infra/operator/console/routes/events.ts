import type { Handler } from 'hono';
import type { EventsAnswer } from '../../../console/contract/events.ts';
import type { ConsoleSource } from '../console-source.ts';
import { json } from '../json.ts';
import { lineIn, numberIn } from '../parameters.ts';
import { search } from '../search.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** Time after which an answer has what was found until then. */
const MAX_TIME_MS = 600;

export function events({ audit, now }: ConsoleSource): Handler {
  return async (c) => {
    const start = now();
    const query = lineIn(c, start);
    const limit = numberIn(c, 'limit', DEFAULT_LIMIT, MAX_LIMIT);
    const isEnough = (found: number) => found >= limit || now().getTime() - start.getTime() > MAX_TIME_MS;
    const { rows, searched } = await search(audit, query, {
      cursor: c.req.query('cursor') || undefined,
      firstChunk: limit,
      isEnough,
    });
    return json(c, { events: rows, ...searched } satisfies EventsAnswer);
  };
}

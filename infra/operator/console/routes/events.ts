import type { Handler } from 'hono';
import type { EventsAnswer } from '../../../console/contract/events.ts';
import type { ConsoleSource } from '../console-source.ts';
import { json } from '../json.ts';
import { lineIn, numberIn } from '../parameters.ts';
import { search } from '../search.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

export function events({ audit, now }: ConsoleSource): Handler {
  return async (c) => {
    const query = lineIn(c, now());
    const limit = numberIn(c, 'limit', DEFAULT_LIMIT, MAX_LIMIT);
    const { rows, searched } = await search(audit, query, { cursor: c.req.query('cursor') || undefined, limit });
    return json(c, { events: rows, ...searched } satisfies EventsAnswer);
  };
}

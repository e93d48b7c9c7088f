import type { Handler } from 'hono';
import { recordWith } from '../../audit/one-record.ts';
import { ConsoleError } from '../console-error.ts';
import type { ConsoleSource } from '../console-source.ts';
import { eventAnswer } from '../event-answer.ts';
import { json } from '../json.ts';

export function event({ audit }: ConsoleSource): Handler {
  return async (c) => {
    const record = await recordWith(audit, c.req.param('id') ?? '');
    if (!record) throw new ConsoleError('notFound', 'No record has this eventID. It may have expired.');
    return json(c, await eventAnswer(audit, record));
  };
}

import { setTimeout } from 'node:timers/promises';
import type { Handler } from 'hono';
import { streamSSE } from 'hono/streaming';
import { toJson } from '../../../cli/printable.ts';
import type { LiveEvents } from '../../../console/contract/live.ts';
import { ConsoleError } from '../console-error.ts';
import type { ConsoleSource } from '../console-source.ts';
import { asConsoleError } from '../failures.ts';
import { Inbox } from '../follow/inbox.ts';
import { lineIn } from '../parameters.ts';

export const MAX_STREAMS = 8;

/** Shows both ends that the connection is alive. */
const HEARTBEAT_MS = 15_000;

/** Pause after each message, in which further events gather. */
const PAUSE_MS = 100;

/** Streams the events of a query as they are recorded. */
export function live(source: ConsoleSource): Handler {
  let streams = 0;
  return (c) => {
    // Nobody reads the body of an answer to HEAD, so that its stream would never end.
    if (c.req.method !== 'GET')
      throw new ConsoleError('wrongMethod', 'A live stream has no head alone. Ask for it by GET.');
    const query = lineIn(c, source.now());
    if (streams === MAX_STREAMS) throw new ConsoleError('busy', `${MAX_STREAMS} pages are open. Close one of them.`);
    streams += 1;
    return streamSSE(
      c,
      async (stream) => {
        const inbox = new Inbox((error) => asConsoleError(error, source).answer.error);
        const ended = new AbortController();
        stream.onAbort(() => ended.abort());
        const stop = source.follow(query, inbox);
        const write = (event: keyof LiveEvents, data: object) => stream.writeSSE({ event, data: toJson(data) });
        try {
          await write('open', { now: source.now().toISOString() } satisfies LiveEvents['open']);
          while (!ended.signal.aborted) {
            const arrived = await inbox.take(HEARTBEAT_MS, ended.signal);
            for (const [event, data] of arrived) await write(event, data);
            if (arrived.length === 0) await stream.write(':\n\n');
            else await setTimeout(PAUSE_MS, undefined, { signal: ended.signal }).catch(() => {});
          }
        } finally {
          stop();
          streams -= 1;
        }
      },
      async () => {},
    );
  };
}

import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { ROUTES } from '../../console/api.ts';
import { busyAbove } from './busy.ts';
import { ConsoleError, STATUS_OF } from './console-error.ts';
import type { ConsoleSource } from './console-source.ts';
import { asConsoleError } from './failures.ts';
import { securityHeaders } from './headers.ts';
import { json } from './json.ts';
import { ownHosts, requireJson, requireOwn } from './own-requests.ts';
import { event } from './routes/event.ts';
import { events } from './routes/events.ts';
import { health } from './routes/health.ts';
import { live } from './routes/live.ts';
import { page } from './routes/page.ts';
import { policies } from './routes/policies.ts';
import { previewDraft } from './routes/preview.ts';
import { group, user } from './routes/stories.ts';
import { timeline } from './routes/timeline.ts';
import { tryRequest } from './routes/try.ts';
import type { Session } from './session.ts';

const MAX_BODY_BYTES = 1_000_000;

/** Requests that are answered at the same time. Each may read many rows. */
const MAX_REQUESTS = 8;

/** Returns the console's routes. None of them writes anything. */
export function consoleApp(source: ConsoleSource, session: Session, port: number): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    const { code, answer } = asConsoleError(error, source);
    if (code === 'failed') reportDefect(error);
    return json(c, answer, STATUS_OF[code]);
  });
  app.notFound((c) => {
    const error =
      POSTED.includes(c.req.path) || c.req.method !== 'GET'
        ? new ConsoleError('wrongMethod', 'The method does not fit the address. See infra/console/api.ts.')
        : new ConsoleError('notFound', 'Nothing has this address. See infra/console/api.ts.');
    return json(c, error.answer, STATUS_OF[error.code]);
  });
  app.use(securityHeaders, requireOwn(ownHosts(port)));
  app.get(ROUTES.open, session.open);
  // The document holds no data, and browsers send the cookie only with its own requests where a link of another site leads to it.
  app.get(ROUTES.page, compress(), page());
  app.use(session.require);
  app.get(ROUTES.live, live(source));
  app.use(busyAbove(MAX_REQUESTS));
  app.get(ROUTES.events, events(source));
  app.get(ROUTES.event, event(source));
  app.get(ROUTES.timeline, timeline(source));
  app.get(ROUTES.groupStory, group(source));
  app.get(ROUTES.userStory, user(source));
  app.get(ROUTES.policies, policies(source));
  app.get(ROUTES.health, health(source));
  const tooLarge = () => {
    throw new ConsoleError('tooLarge', `The body is too large. Shorten it to ${MAX_BODY_BYTES} bytes.`);
  };
  const body = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge });
  app.post(ROUTES.try, requireJson, body, tryRequest(source));
  app.post(ROUTES.preview, requireJson, body, previewDraft(source));
  return app;
}

const POSTED: readonly string[] = [ROUTES.try, ROUTES.preview];

/** Prints where a defect is, without its message, which may quote what others wrote. */
function reportDefect({ name, stack = '' }: Error): void {
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  console.error([`The console failed: ${name}`, ...frames].join('\n'));
}

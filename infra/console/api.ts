/**
 * Contract between the console's server and its page: addresses, and the shapes of what they take and return. Nothing else is
 * shared. The page gets all of it from its own address, with the cookie that `ROUTES.open` set.
 *
 * - Every answer is JSON with status 200, or `ErrorAnswer` with another one. `ROUTES.live` streams instead.
 * - Texts are as others wrote them. Put them into the page as text, never as HTML: Trusted Types are required, and no policy
 *   may be made. Styles go into the one style sheet or `element.style.x = …`, because style attributes are blocked, too.
 * - Integers above 2^53 lose digits in JSON. Fields that can have them are JSON in a string, such as `EventField.json`.
 * - `q` is a query line, which infra/query reads, also in a browser. `zone` is the time zone of its times, such as `Asia/Shanghai`
 *   (default UTC). One that is not known is an `invalidQuery`. Where all of a query's mistakes are wanted with their places, read
 *   it in the page.
 * - Times are ISO 8601 in UTC, with 3 to 9 digits of a second. As texts they sort.
 */
export type * from './contract/errors.ts';
export type * from './contract/events.ts';
export type * from './contract/health.ts';
export type * from './contract/live.ts';
export type * from './contract/policies.ts';
export type * from './contract/relayed.ts';
export type * from './contract/stories.ts';

/** `:id` is `encodeURIComponent` of an ID. `?` lists the parameters, all of which are optional texts. */
export const ROUTES = {
  /** Sets the cookie for the secret that the terminal shows, and redirects to `page`. */
  open: '/open/:secret',
  /** The page: one document with its script and its style sheet. */
  page: '/',
  /** GET `EventsAnswer` ? q, zone, cursor, limit (rows to return; default 50, at most 500) */
  events: '/api/events',
  /** GET `EventAnswer` */
  event: '/api/events/:id',
  /** GET `TimelineAnswer` ? q, zone, cursor, bucketMs (default 60000) */
  timeline: '/api/timeline',
  /** GET a stream of `LiveEvents` ? q, zone */
  live: '/api/live',
  /** GET `GroupStory` */
  groupStory: '/api/groups/:id/story',
  /** GET `UserStory` */
  userStory: '/api/users/:id/story',
  /** GET `PoliciesAnswer` */
  policies: '/api/policies',
  /** POST `TryRequest`, returns `TryAnswer`. Stores nothing. */
  try: '/api/try',
  /** POST `PreviewRequest`, returns `PreviewAnswer`. Stores nothing. */
  preview: '/api/preview',
  /** GET `HealthAnswer` */
  health: '/api/health',
} as const;

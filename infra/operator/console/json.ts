import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { toJson } from '../../cli/printable.ts';

/** Returns an answer in JSON. Integers keep all of their digits, and no character can end a line or a string. */
export function json(c: Context, value: object, status = 200): Response {
  return c.body(toJson(value), status as ContentfulStatusCode, { 'content-type': 'application/json; charset=utf-8' });
}

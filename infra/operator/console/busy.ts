import type { MiddlewareHandler } from 'hono';
import { ConsoleError } from './console-error.ts';

/** Refuses requests while others are being answered, so that a page in a loop can't hold up the database. */
export function busyAbove(max: number): MiddlewareHandler {
  let answering = 0;
  return async (_c, next) => {
    if (answering === max) throw new ConsoleError('busy', 'Too many requests at once. Wait for the answers.');
    answering += 1;
    try {
      await next();
    } finally {
      answering -= 1;
    }
  };
}

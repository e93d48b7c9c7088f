import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { Malformed } from './rejection.ts';

/**
 * Characters of a body that the parser is left to: it looks at every value by itself for keys that could harm, which takes 20 to
 * 60 times as long as to parse, and all of the deadline with the largest bodies. Those keys are never copied anyway.
 */
const MAX_LOOKED_THROUGH = 64 * 1_024;

/** Parses a body, given as text, if the request says that it is JSON. */
export function parser<Event extends { body: unknown }>(): MiddlewareObj<Event> {
  const { before } = httpJsonBodyParser() as unknown as MiddlewareObj<Event>;
  return {
    before: async (request) => {
      const { event } = request;
      const text = event.body;
      if (typeof text !== 'string' || text.length <= MAX_LOOKED_THROUGH) return before?.(request);
      await before?.({ ...request, event: { ...event, body: '{}' } });
      try {
        event.body = JSON.parse(text);
      } catch (error) {
        throw new Malformed('body is not JSON', { cause: error });
      }
    },
  };
}

import { createHash } from 'node:crypto';
import type { Outcome } from './outcome.ts';
import type { Received } from './received.ts';

const WINDOW_MS = 10 * 60 * 1_000;

/**
 * The identity of an event, 32 hexadecimal digits: the same command, operation id and body with the same outcome within the
 * same ten minutes are the same event. OpenIM sends no event id, an operation id is not unique, and a body can repeat legitimately.
 *
 * @param outcome what became of it: a refusal is not the repeat of what was allowed, nor a callback that of one not understood
 */
export function eventID(
  { command, body, receivedAt }: Pick<Received, 'command' | 'body' | 'receivedAt'>,
  operationID: string | undefined,
  outcome: Outcome,
): string {
  const window = Math.floor(Date.parse(receivedAt) / WINDOW_MS);
  return createHash('sha256')
    .update(JSON.stringify([command, operationID ?? '', window, outcome]))
    .update(body)
    .digest('hex')
    .slice(0, 32);
}

/** The eventID of the item in which a request repeats another's event. */
export function repeatID(eventID: string, requestID: string): string {
  return `${eventID}#${requestID}`;
}

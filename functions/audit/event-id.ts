import { createHash } from 'node:crypto';
import type { Received } from '../callback/receive.ts';

const WINDOW_MILLISECONDS = 10 * 60 * 1_000;

/**
 * The identity of an event, 32 hexadecimal digits: the same command, operation id and body within the same ten minutes
 * are the same event. OpenIM sends no event id, an operation id is not unique, and a body can repeat legitimately.
 *
 * @param isTaken whether it was understood: a callback is not the repeat of one that could not be taken
 */
export function eventID({ command, operationID = '', body, receivedAt }: Received, isTaken: boolean): string {
  const window = Math.floor(Date.parse(receivedAt) / WINDOW_MILLISECONDS);
  return createHash('sha256')
    .update(JSON.stringify([command, operationID, window, isTaken]))
    .update(body)
    .digest('hex')
    .slice(0, 32);
}

import { hash } from 'node:crypto';
import type { Outcome } from './outcome.ts';
import type { Received } from './received.ts';
import type { Relayed } from './relayed.ts';

const WINDOW_MS = 10 * 60 * 1_000;

/**
 * Returns the ID of an event, 32 hexadecimal digits. Events with equal command, operation ID, body and outcome in the
 * same ten-minute window share an ID, because OpenIM sends no event ID, and operation IDs are not unique.
 *
 * A test never shares the ID of an event, because the event would count as its repeat and lose its body.
 *
 * A relay identifies its requests, so that nothing else is compared.
 *
 * @param outcome distinguishes, for example, a refusal from an earlier allowed event with the same body
 */
export function eventID(
  { command, body, receivedAt, isTest, relay }: Pick<Received, 'command' | 'body' | 'receivedAt' | 'isTest' | 'relay'>,
  operationID: string | undefined,
  outcome: Outcome,
): string {
  if (relay?.id !== undefined) return relayedID(relay.id, relay.verdict !== undefined);
  const window = Math.floor(Date.parse(receivedAt) / WINDOW_MS);
  const context = JSON.stringify([command, operationID ?? '', window, outcome, ...(isTest ? ['test'] : [])]);
  return hash('sha256', Buffer.concat([Buffer.from(context), body])).slice(0, 32);
}

/**
 * Returns the eventID of a relay's request.
 *
 * @param isOwnVerdict the relay answered by itself. The receiver may have recorded its own verdict, under the other ID.
 */
export function relayedID(id: NonNullable<Relayed['id']>, isOwnVerdict: boolean): string {
  const what = isOwnVerdict ? 'verdict of the relay on' : 'relayed';
  return hash('sha256', `${what} ${id}`).slice(0, 32);
}

/** Returns the eventID of a repeat. */
export function repeatID(eventID: string, requestID: string): string {
  return `${eventID}#${requestID}`;
}

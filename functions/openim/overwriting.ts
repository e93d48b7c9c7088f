import type { Replacements } from './answer.ts';
import type { WireCallback } from './wire-callback.ts';

/** Tells whether a bare answer would blank fields. Failures then refuse, whatever the failure verdict is. */
export function isOverwriting({ overwrites }: WireCallback): boolean {
  return overwrites !== undefined;
}

/**
 * Returns the fields that an answer must repeat, because OpenIM overwrites them with the answer even when it is empty.
 *
 * Other fields must not be repeated, because 0 means "not set" in a request, but an answer with 0 sets it.
 */
export function fieldsToEcho({ overwrites = [] }: WireCallback, body: object): Replacements {
  const fields = Object.entries(body).filter(([name, value]) => overwrites.includes(name) && value !== null);
  return Object.fromEntries(fields);
}

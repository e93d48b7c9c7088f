import type { Replacements } from './answer.ts';
import type { CallbackKind } from './catalogue.ts';

/** Letting such a callback go on unread would change more than was asked: a failure refuses it, whatever the failure verdict. */
export function isOverwriting({ overwrites }: CallbackKind): boolean {
  return overwrites !== undefined;
}

/**
 * The fields of a body that an answer must repeat, as they were sent: those that OpenIM sets to what the answer holds, also to nothing.
 * Others must not be repeated: a request that only renames a group has 0 for "not set", and an answer with that 0 would set it.
 */
export function fieldsToEcho({ overwrites = [] }: CallbackKind, body: object): Replacements {
  const fields = Object.entries(body).filter(([name, value]) => overwrites.includes(name) && value !== null);
  return Object.fromEntries(fields);
}

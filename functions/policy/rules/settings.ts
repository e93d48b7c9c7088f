import * as v from 'valibot';

export const text = v.string('must be a string');

/** Name of a rule or a list. */
export const name = v.pipe(
  text,
  v.regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens and underscores'),
);

/** An optional setting that is on or off. */
export const flag = v.optional(v.boolean('must be true or false'));

/** A list with one entry at least. */
export function listOf<Entry extends v.GenericSchema>(entry: Entry) {
  return v.pipe(v.array(entry, 'must be a list'), v.minLength(1, 'must not be empty'));
}

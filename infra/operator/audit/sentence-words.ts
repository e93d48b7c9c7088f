import { quoted, toJsonCell } from '../../cli/printable.ts';

/** People whom a sentence names. Of more, it names the first few and counts the others. */
const MAX_NAMED = 4;
const FIRST_FEW = 3;

/** Code units of a name or a value, because a sentence is read by a person. The fields of the event have the full value. */
const MAX_LENGTH = 100;

/** Names that need no quotes: they begin and end with a letter or a digit, and hold nothing that separates words. */
const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_@.:#/+-]*[\p{L}\p{N}\p{M}_])?$/u;

/** Words of the sentences themselves. A name like one of them is quoted. */
const OWN_WORDS = /^(?:a|an|and|others?|somebody|the|was|were)$/i;

/** Returns an identifier that others chose as one word, in quotes where it could be read as a part of the sentence. */
export function nameOf(text: string): string {
  const short = shortened(text);
  return PLAIN.test(short) && !OWN_WORDS.test(short) && quoted(short) === short ? short : toJsonCell(short);
}

/** Returns a field's value as one word; undefined when it has none. */
export function shownValue(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? nameOf(value) : shortened(toJsonCell(value));
}

/** Returns names as a person lists them: "alice, bob and carol", or "alice, bob, carol and 97 others". */
export function inWords(names: readonly string[]): string {
  const isAll = names.length <= MAX_NAMED;
  const named = names.slice(0, isAll ? MAX_NAMED : FIRST_FEW).map(nameOf);
  const others = `${(names.length - FIRST_FEW).toLocaleString('en')} others`;
  const words = isAll ? named : [...named, others];
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function shortened(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH).toWellFormed()}…`;
}

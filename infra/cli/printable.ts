import { stripVTControlCharacters } from 'node:util';

/** Characters that a terminal obeys: controls, reversals of direction, line separators. */
const UNSAFE = '\\p{Cc}\\p{Bidi_Control}\\u2028\\u2029';

/** Characters that show nothing. Some could imitate the gap between columns, others hide in an identifier. */
const BLANK = '\\p{White_Space}\\u00AD\\u115F\\u1160\\u180E\\u200B\\u2060-\\u2064\\u2800\\u3164\\uFEFF\\uFFA0';

const ANY_UNSAFE = new RegExp(`[${UNSAFE}]`, 'gu');
const UNSAFE_OR_BLANK = new RegExp(`(?! )[${UNSAFE}${BLANK}]`, 'gu');
const NEEDS_QUOTES = new RegExp(`[${UNSAFE}${BLANK}"\\\\]`, 'u');
const GAPS = new RegExp(`[${BLANK}]+`, 'gu');

/** Returns text that others wrote without escape sequences, control characters and reversals of direction. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(ANY_UNSAFE, '\uFFFD');
}

/** Returns a value that others chose as one word, quoted like a JSON string where it would read as several words or none. */
export function quoted(text: string): string {
  return text === '' || text === '-' || NEEDS_QUOTES.test(text) ? escaped(JSON.stringify(text), UNSAFE_OR_BLANK) : text;
}

/** Returns a sentence that may quote others, without gaps that look like those between columns. */
export function sentence(text: string): string {
  return printable(text.replace(GAPS, ' '));
}

/** Returns JSON on one line, without characters that a terminal obeys. Integers keep all of their digits. */
export function toJson(value: unknown): string {
  return escaped(JSON.stringify(value, withBigInts), ANY_UNSAFE);
}

/** Returns JSON as one cell of a table: all blanks but the plain space are escaped, too. */
export function toJsonCell(value: unknown): string {
  return escaped(JSON.stringify(value, withBigInts), UNSAFE_OR_BLANK);
}

function withBigInts(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value;
}

function escaped(json: string, characters: RegExp): string {
  return json.replace(characters, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

import { stripVTControlCharacters } from 'node:util';
import { BLANK, escapeOf, HIDDEN, UNSAFE } from './hidden-characters.ts';

const ANY_UNSAFE = new RegExp(`[${UNSAFE}]`, 'gu');
const HIDDEN_BUT_SPACE = new RegExp(`(?! )${HIDDEN}`, 'gu');
const NEEDS_QUOTES = new RegExp(`${HIDDEN}|["\\\\]`, 'u');
const GAPS = new RegExp(`[${BLANK}]+`, 'gu');

/** Returns text that others wrote without escape sequences, control characters and reversals of direction. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(ANY_UNSAFE, '\uFFFD');
}

/** Returns a value that others chose as one word, quoted like a JSON string where it would read as several words or none. */
export function quoted(text: string): string {
  return text === '' || text === '-' || NEEDS_QUOTES.test(text)
    ? escaped(JSON.stringify(text), HIDDEN_BUT_SPACE)
    : text;
}

/** Returns a sentence that may quote others, without gaps that look like those between columns. */
export function sentence(text: string): string {
  return printable(text.replace(GAPS, ' ')).replace(HIDDEN_BUT_SPACE, '\uFFFD');
}

/** Returns JSON on one line, without characters that a terminal obeys. Integers keep all of their digits. */
export function toJson(value: unknown): string {
  return escaped(JSON.stringify(value, withBigInts), ANY_UNSAFE);
}

/** Returns JSON as one cell of a table: all blanks but the plain space are escaped, too. */
export function toJsonCell(value: unknown): string {
  return escaped(JSON.stringify(value, withBigInts), HIDDEN_BUT_SPACE);
}

function withBigInts(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value;
}

function escaped(json: string, characters: RegExp): string {
  return json.replace(characters, escapeOf);
}

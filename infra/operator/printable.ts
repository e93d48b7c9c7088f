import { stripVTControlCharacters } from 'node:util';

/** Text that others wrote, for a terminal: without escape sequences, control characters and reversals of direction. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}

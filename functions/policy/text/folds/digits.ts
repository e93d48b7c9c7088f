import { WHEN } from '../reading.ts';

/** Letters that a digit or symbol stands for beside those that it looks like by Unicode TR 39. There, ɜ is what з looks like. */
const LETTERS: Readonly<Record<string, string>> = {
  '1': 'i',
  '2': 'z',
  '3': 'eɜ',
  '4': 'aч',
  '5': 's',
  '6': 'gb',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '¡': 'i',
  '|': 'li',
  '+': 't',
  '†': 't',
  '€': 'e',
  '¢': 'c',
  '§': 's',
  '£': 'l',
  '¥': 'y',
  '×': 'x',
  '°': 'o',
  '(': 'c',
  ')': 'd',
};

/** Symbols that are ordinary at the end of a word, and brackets, which are ordinary at its start, too. */
const NOT_LAST = '!¡|';
const BRACKETS = '()';

interface Written {
  readonly letter: string;
  readonly when: number;
}

/** Returns the letters that a digit or symbol is written for. */
export function lettersWrittenAs(character: string): readonly Written[] {
  const when = BRACKETS.includes(character) ? WHEN.between : WHEN.inside;
  return [...(LETTERS[character] ?? '')].map((letter) => ({ letter, when }));
}

/** Accepts a symbol such as `$` that can be the last letter of a word. */
export function canEndWord(character: string): boolean {
  return !/^\d?$/.test(character) && character in LETTERS && !`${NOT_LAST}${BRACKETS}`.includes(character);
}

/** Letters that a digit or symbol stands for beside those that it looks like by Unicode TR 39. */
const LETTERS: Readonly<Record<string, string>> = {
  '1': 'i',
  '2': 'z',
  '3': 'e',
  '4': 'a',
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
  '€': 'e',
  '¢': 'c',
  '§': 's',
};

/** Returns the letters that a digit or symbol is written for. */
export function lettersWrittenAs(character: string): string {
  return LETTERS[character] ?? '';
}

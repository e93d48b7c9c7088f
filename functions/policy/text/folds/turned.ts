/** Pairs of an upside-down letter and the letter that it shows. */
const PAIRS = 'ɐaɔcǝeɟfƃgɥhᴉiıiɾjʞkɯmɹrʇtʌvʍwʎyqbpddpbqunnu6996';

/** Created on first use, so that a cold start does not wait for it. */
let turned: ReadonlyMap<string, string> | undefined;

/** Letters that no name has, or two of those that few names have. */
const SIGN = /[ɐɟƃɥᴉɾʞɯɹʇʍʎ]|[ɔǝʌ].*[ɔǝʌ]/su;

export function isUpsideDown(text: string): boolean {
  return SIGN.test(text);
}

/** Returns the character that shows when this one is turned by 180 degrees. */
export function turnedBack(character: string): string {
  turned ??= new Map([...PAIRS.matchAll(/(.)(.)/gu)].map(([, from = '', to = '']) => [from, to]));
  return turned.get(character) ?? character;
}

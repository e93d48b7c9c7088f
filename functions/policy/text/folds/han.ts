import { traditional } from '#traditional';

const FIRST = 0x4e00;
const LAST = 0x9fff;

const COUNT = traditional.length / 2;

/** Simplified characters by the place of the traditional one in its block, 0 for none. Created after some, so that a cold start does not wait. */
let simplified: Uint16Array | undefined;
let searched = 0;
const MAX_SEARCHED = 100;

/** Returns the simplified character of a code unit, or the code unit itself. */
export function simplifiedOf(code: number): number {
  if (code < FIRST || code > LAST) return code;
  if (!simplified && searched < MAX_SEARCHED) {
    searched += 1;
    return searchedFor(code);
  }
  simplified ??= decoded();
  return simplified[code - FIRST] || code;
}

/** Returns the same without the table, for a few characters only. */
export function searchedFor(code: number): number {
  const at = traditional.indexOf(String.fromCharCode(code));
  return at >= 0 && at < COUNT ? traditional.charCodeAt(COUNT + at) : code;
}

/** Returns simplified for traditional characters. */
export function toSimplified(text: string): string {
  return text.replace(/[\u4e00-\u9fff]/g, (character) => String.fromCharCode(simplifiedOf(character.charCodeAt(0))));
}

function decoded(): Uint16Array {
  const codes = new Uint16Array(LAST - FIRST + 1);
  for (let at = 0; at < COUNT; at += 1) codes[traditional.charCodeAt(at) - FIRST] = traditional.charCodeAt(COUNT + at);
  return codes;
}

import { traditional } from '#traditional';

const FIRST = 0x4e00;
const LAST = 0x9fff;

/** Simplified characters by the place of the traditional one in its block, 0 for none. Created on first use, so that a cold start does not wait. */
let simplified: Uint16Array | undefined;

/** Returns the simplified character of a code unit, or the code unit itself. */
export function simplifiedOf(code: number): number {
  if (code < FIRST || code > LAST) return code;
  simplified ??= decoded();
  return simplified[code - FIRST] || code;
}

/** Returns simplified for traditional characters. */
export function toSimplified(text: string): string {
  return text.replace(/[\u4e00-\u9fff]/g, (character) => String.fromCharCode(simplifiedOf(character.charCodeAt(0))));
}

/** Reads the distances that `#traditional` is made of. */
function decoded(): Uint16Array {
  const codes = new Uint16Array(LAST - FIRST + 1);
  let from = 0;
  for (let at = 0; at < traditional.length; at += 2) {
    from += traditional.charCodeAt(at) - 0x23;
    codes[from] = traditional.charCodeAt(at + 1);
  }
  return codes;
}

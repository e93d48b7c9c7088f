import { traditional } from '#traditional';

/** Created on first use, so that a cold start does not wait for it. */
let simplified: ReadonlyMap<string, string> | undefined;

/** Returns simplified for traditional characters. */
export function toSimplified(text: string): string {
  if (!/[\u4e00-\u9fff]/.test(text)) return text;
  simplified ??= decoded();
  const map = simplified;
  return [...text].map((character) => map.get(character) ?? character).join('');
}

/** Reads the distances that `#traditional` is made of. */
function decoded(): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  let from = 0x4e00;
  for (let at = 0; at < traditional.length; at += 2) {
    from += traditional.charCodeAt(at) - 0x23;
    pairs.set(String.fromCharCode(from), traditional.charAt(at + 1));
  }
  return pairs;
}

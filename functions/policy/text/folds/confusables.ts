import { lookAlikes } from '#look-alikes';

/** Created after some lookups, because for a few lookups a search of the text takes less time than the table. */
let confusables: ReadonlyMap<string, string> | undefined;
let searched = 0;
const MAX_SEARCHED = 100;

/** Returns the letters that a letter, digit or symbol looks like, if any. */
export function lettersLike(letter: string): string | undefined {
  if (!confusables && searched < MAX_SEARCHED) {
    searched += 1;
    return searchedFor(letter);
  }
  confusables ??= created();
  return confusables.get(letter);
}

/** Returns the same as `lettersLike`, without a table. */
export function searchedFor(letter: string): string | undefined {
  if (!isOne(letter)) return undefined;
  for (let at = lookAlikes.indexOf(letter); at >= 0; at = lookAlikes.indexOf(letter, at + 1)) {
    const start = lookAlikes.lastIndexOf('\n', at) + 1;
    const space = lookAlikes.indexOf(' ', start);
    if (at > space) return lookAlikes.slice(start, space);
  }
  return undefined;
}

/** Accepts one code point, because a search would also find half of a surrogate pair or several letters. */
function isOne(letter: string): boolean {
  return letter.length === ((letter.codePointAt(0) ?? 0) > 0xffff ? 2 : 1) && letter.isWellFormed();
}

function created(): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const line of lookAlikes.split('\n')) {
    const space = line.indexOf(' ');
    const like = line.slice(0, space);
    for (const letter of line.slice(space + 1)) all.set(letter, like);
  }
  return all;
}

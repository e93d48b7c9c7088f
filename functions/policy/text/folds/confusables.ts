import { lookAlikes } from '#look-alikes';
import { pattern } from '../pattern.ts';

/** Small capitals that Unicode TR 39 does not list, each after the letter that it looks like. */
const SMALL_CAPITALS = 'aᴀbʙdᴅeᴇfꜰgɢhʜiɪjᴊkᴋlʟmᴍnɴpᴘqꞯqǫrʀsꜱtᴛuᴜyʏ';

/** First code points of the alphabets of white letters on a disc and on a square, which normalisation leaves alone. */
const ON_DISCS = [0x1f150, 0x1f170];

/** No Han character is among those that are added to the table. */
const HAN = /^[\u4e00-\u9fff]$/;

/** Accents and strokes of a look-alike. Without them it still looks the same from afar. */
const strokes = pattern(() => /(?=\p{Script=Inherited})\p{M}/gu);

/** Created after some letters, so that a cold start does not wait for it. */
let confusables: ReadonlyMap<string, string> | undefined;
let searched = 0;
const MAX_SEARCHED = 100;

export function isSmallCapital(letter: string): boolean {
  return SMALL_CAPITALS.indexOf(letter) % 2 === 1;
}

/** Returns the letters that a letter, digit or symbol looks like, if any. */
export function lettersLike(letter: string): string | undefined {
  if (!confusables && searched < MAX_SEARCHED) {
    searched += 1;
    // Most letters of names look like no other, and searching the text of the table for some takes less time than the table.
    if (HAN.test(letter) && !lookAlikes.includes(letter)) return undefined;
  }
  confusables ??= created();
  return confusables.get(letter);
}

function created(): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const line of lookAlikes.split('\n')) {
    const at = line.indexOf(' ');
    // `pairAt` handles r and n, so m stays one letter here.
    const like = line.slice(0, at).replace(strokes(), '').replaceAll('rn', 'm');
    for (const similar of line.slice(at + 1)) if (similar !== 'm') all.set(similar, like);
  }
  for (let at = 0; at < SMALL_CAPITALS.length; at += 2)
    all.set(SMALL_CAPITALS.charAt(at + 1), SMALL_CAPITALS.charAt(at));
  for (const first of ON_DISCS)
    for (let at = 0; at < 26; at += 1) all.set(String.fromCodePoint(first + at), String.fromCharCode(97 + at));
  // A letter of its own in Turkish names. It is read as i, but i is not read as ı.
  all.delete('ı');
  return all;
}

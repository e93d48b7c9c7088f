import { lookAlikes } from '#look-alikes';

/** Small capitals that Unicode TR 39 does not list, each after the letter that it looks like. */
const SMALL_CAPITALS = 'aᴀbʙdᴅeᴇfꜰgɢhʜiɪjᴊkᴋlʟmᴍnɴpᴘqꞯqǫrʀsꜱtᴛuᴜyʏ';

/** First code points of the alphabets of white letters on a disc and on a square, which normalisation leaves alone. */
const ON_DISCS = [0x1f150, 0x1f170];

/** Accents and strokes of a look-alike. Without them it still looks the same from afar. */
const STROKES = /(?=\p{Script=Inherited})\p{M}/gu;

/** Created on first use, so that a cold start does not wait for it. */
let confusables: ReadonlyMap<string, string> | undefined;

/** Returns the letters that a letter, digit or symbol looks like, if any. */
export function lettersLike(letter: string): string | undefined {
  confusables ??= new Map([...listed(), ...unlisted()]);
  return confusables.get(letter);
}

function listed(): [string, string][] {
  return lookAlikes.split('\n').flatMap((line) => {
    const at = line.indexOf(' ');
    // `joinPairs` handles r and n, so m stays one letter here.
    const like = line.slice(0, at).replace(STROKES, '').replaceAll('rn', 'm');
    return [...line.slice(at + 1)]
      .filter((similar) => similar !== 'm')
      .map((similar): [string, string] => [similar, like]);
  });
}

function unlisted(): [string, string][] {
  const small = [...SMALL_CAPITALS.matchAll(/(.)(.)/gu)].map(([, like = '', letter = '']): [string, string] => [
    letter,
    like,
  ]);
  const alphabet = Array.from({ length: 26 }, (_, index) => index);
  const onDiscs = ON_DISCS.flatMap((first) =>
    alphabet.map((index): [string, string] => [String.fromCodePoint(first + index), String.fromCharCode(97 + index)]),
  );
  return [...small, ...onDiscs];
}

import { lookAlikes } from '#look-alikes';

/** Small capitals that Technical Standard 39 does not list, each after the letter that it looks like. */
const SMALL_CAPITALS = 'aᴀbʙdᴅeᴇgɢhʜiɪjᴊkᴋlʟmᴍnɴpᴘrʀtᴛuᴜyʏ';

/** White letters on a disc or a square, which no normalisation knows: the code points of their alphabets. */
const ON_DISCS = [0x1f150, 0x1f170];

/** Accents and strokes that a look-alike is written with: without them it looks the same from afar. */
const STROKES = /(?=\p{Script=Inherited})\p{M}/gu;

/** Made when it is first needed, which no cold start has to wait for. */
let confusables: ReadonlyMap<string, string> | undefined;

/** What a letter, a digit or a symbol looks like, if it looks like letters. */
export function lettersLike(letter: string): string | undefined {
  confusables ??= new Map([...listed(), ...unlisted()]);
  return confusables.get(letter);
}

function listed(): [string, string][] {
  return lookAlikes.split('\n').flatMap((line) => {
    const at = line.indexOf(' ');
    // Two letters that look like one are looked for where they are written: m is not r and n.
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

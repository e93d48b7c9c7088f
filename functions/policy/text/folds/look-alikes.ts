import all from 'unhomoglyph/data.json' with { type: 'json' };
import { SMALL_CAPITALS } from './small-capitals.ts';

/** Source: Unicode Standard Annex 31, table 5, "Recommended Scripts". */
const RECOMMENDED =
  /^[\p{sc=Zyyy}\p{sc=Zinh}\p{sc=Arab}\p{sc=Armn}\p{sc=Beng}\p{sc=Cyrl}\p{sc=Deva}\p{sc=Ethi}\p{sc=Geor}\p{sc=Grek}\p{sc=Gujr}\p{sc=Guru}\p{sc=Hani}\p{sc=Hebr}\p{sc=Hira}\p{sc=Kana}\p{sc=Khmr}\p{sc=Knda}\p{sc=Laoo}\p{sc=Latn}\p{sc=Mlym}\p{sc=Mymr}\p{sc=Orya}\p{sc=Sinh}\p{sc=Taml}\p{sc=Telu}\p{sc=Thaa}\p{sc=Thai}\p{sc=Tibt}]+$/u;

const UNSPACED = ['Thai', 'Laoo', 'Khmr', 'Mymr', 'Tibt'].map((script) => new RegExp(`\\p{sc=${script}}`, 'u'));

/** Accents and strokes of a look-alike. Without them it still looks the same from afar. */
const STROKES = /(?=\p{Script=Inherited})\p{M}/gu;

/** First code points of the alphabets of white letters on a disc and on a square, which normalisation leaves alone. */
const ON_DISCS = [0x1f150, 0x1f170];

/**
 * Look-alikes of letters and digits, from Unicode TR 39, `confusables.txt`, with small capitals and white letters, which it does not list.
 * Each line has the letters, a space, and all characters that look like them. No character is a look-alike in two lines.
 *
 * Left out:
 * - characters that normalisation makes equal;
 * - letters with an accent, because `foldAccents` decides about accents;
 * - characters that are not a letter or digit, because the search skips separators: Ɓ, which looks like 'B, is like B;
 * - look-alikes of scripts that Unicode Standard Annex 31, table 5, does not recommend for names;
 * - symbols that look like a mark of a letter, such as ▔, because they separate letters;
 * - letters of Hangul, which are not written by themselves;
 * - letters of one script that puts no spaces between words, such as ด and ค, which are different to its readers;
 * - ı, a letter of its own in Turkish names. It is read as i, but i is not read as ı.
 *
 * A function's bundle holds this module's value in its place.
 */
export const lookAlikes: string = [...Map.groupBy(allPairs(), ([, like]) => like)]
  .map(([like, pairs]) => `${like} ${pairs.map(([letter]) => letter).join('')}`)
  .join('\n');

function allPairs(): Map<string, string> {
  const pairs = new Map(
    Object.entries(all as Record<string, string>)
      .map(spelled)
      .filter(isUsed)
      // `pairAt` handles r and n, so m stays one letter here.
      .map(([letter, like]) => [letter, like.replace(STROKES, '').replaceAll('rn', 'm')]),
  );
  for (const [letter = '', capital = ''] of SMALL_CAPITALS.match(/../gu) ?? []) pairs.set(capital, letter);
  for (const first of ON_DISCS)
    for (let at = 0; at < 26; at += 1) pairs.set(String.fromCodePoint(first + at), String.fromCharCode(97 + at));
  for (const letter of ['m', 'ı']) pairs.delete(letter);
  return pairs;
}

function spelled([letter, like]: [string, string]): [string, string] {
  return [letter, like.replace(/[^\p{L}\p{N}\p{M}]/gu, '')];
}

function isUsed([letter, like]: [string, string]): boolean {
  return (
    [...letter].length === 1 &&
    /^(?:[\p{L}\p{N}]|(?!\p{ASCII})[\p{M}\p{S}])$/u.test(letter) &&
    letter.normalize('NFKD') === letter &&
    (/\p{L}/u.test(letter) ? /[\p{L}\p{N}]/u : /(?!\p{Lm})[\p{L}\p{N}]/u).test(like) &&
    RECOMMENDED.test(like) &&
    !UNSPACED.some((script) => script.test(letter) && script.test(like))
  );
}

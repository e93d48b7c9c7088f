import all from 'unhomoglyph/data.json' with { type: 'json' };

/** Source: Unicode Standard Annex 31, table 5, "Recommended Scripts". */
const RECOMMENDED =
  /^[\p{sc=Zyyy}\p{sc=Zinh}\p{sc=Arab}\p{sc=Armn}\p{sc=Beng}\p{sc=Cyrl}\p{sc=Deva}\p{sc=Ethi}\p{sc=Geor}\p{sc=Grek}\p{sc=Gujr}\p{sc=Guru}\p{sc=Hani}\p{sc=Hebr}\p{sc=Hira}\p{sc=Kana}\p{sc=Khmr}\p{sc=Knda}\p{sc=Laoo}\p{sc=Latn}\p{sc=Mlym}\p{sc=Mymr}\p{sc=Orya}\p{sc=Sinh}\p{sc=Taml}\p{sc=Telu}\p{sc=Thaa}\p{sc=Thai}\p{sc=Tibt}]+$/u;

/**
 * Letters and digits, and the ones that look like them, from Unicode Technical Standard 39, `confusables.txt`: one line each,
 * the letters that it looks like, a space, and all that look like it.
 *
 * Left out: what normalisation makes equal by itself, letters with an accent (whether those count is asked elsewhere), what is no
 * letter or digit (separators are passed over anyway: Ɓ, which looks like 'B, is like B), and look-alikes of scripts that Unicode
 * Standard Annex 31, table 5, does not recommend for names; nor are there those of Hangul, whose letters are not written by themselves.
 *
 * A function's bundle holds the outcome of this module in its place.
 */
export const lookAlikes: string = [
  ...grouped(
    Object.entries(all as Record<string, string>)
      .map(spelled)
      .filter(isUsed),
  ),
]
  .map(([like, letters]) => `${like} ${letters.map(([letter]) => letter).join('')}`)
  .join('\n');

function spelled([letter, like]: [string, string]): [string, string] {
  return [letter, like.replace(/[^\p{L}\p{N}\p{M}]/gu, '')];
}

function grouped(pairs: [string, string][]): Map<string, [string, string][]> {
  return Map.groupBy(pairs, ([, like]) => like);
}

function isUsed([letter, like]: [string, string]): boolean {
  return (
    [...letter].length === 1 &&
    /^[\p{L}\p{N}]$/u.test(letter) &&
    letter.normalize('NFKD') === letter &&
    /[\p{L}\p{N}]/u.test(like) &&
    RECOMMENDED.test(like)
  );
}

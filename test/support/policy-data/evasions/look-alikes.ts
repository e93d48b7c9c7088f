import unhomoglyph from 'unhomoglyph/data.json' with { type: 'json' };
import { scriptOf } from '../script.ts';
import { type Alphabet, alphabetOf, byAlphabet, charactersIn, type EvasionClass } from './evasion-class.ts';

/** Unicode TR 39: a character and what it looks like. */
const lookAlikes = Object.entries(unhomoglyph as Record<string, string>).filter(
  ([character]) => [...character].length === 1,
);

const MARKS = /\p{M}/gu;

/** Letters in an order of their own, so that capitals are also like the small letter. */
const LETTERS = [...charactersIn(0x61, 0x7a), ...charactersIn(0x3b1, 0x3c9), ...charactersIn(0x430, 0x44f)];

function like(isWanted: (character: string) => boolean): Alphabet {
  const byLook = Map.groupBy(lookAlikes, ([, look]) => look);
  const looksOf = (letter: string) =>
    [letter, letter.toUpperCase()].map((written) => (unhomoglyph as Record<string, string>)[written] ?? written);
  return alphabetOf(
    LETTERS.flatMap((letter) =>
      looksOf(letter)
        .flatMap((look) => [...(byLook.get(look) ?? []).map(([character]) => character), look])
        .filter((character) => isOther(character, letter) && isWanted(character))
        .map((character) => [letter, character] as const),
    ),
  );
}

/** Leaves out what the alphabets have, and letters and digits of ASCII. */
function isOther(character: string, letter: string): boolean {
  const folded = character.normalize('NFKC').toLowerCase();
  return (
    folded !== letter && [...character].length === 1 && folded === character.toLowerCase() && !/[ -~]/.test(character)
  );
}

const isCommon = (character: string) => ['Latin', 'Cyrillic', 'Greek'].includes(scriptOf(character));

function eastAsian(): Alphabet {
  return alphabetOf(
    lookAlikes
      .filter(
        ([character, look]) => ['Han', 'Kana'].includes(scriptOf(look)) && [...look].length === 1 && character !== look,
      )
      .flatMap(
        ([character, look]) =>
          [
            [look, character],
            [character, look],
          ] as const,
      ),
  );
}

/** Letters that another character looks like without its marks, such as ø and o. */
function stroked(): Alphabet {
  return alphabetOf(
    lookAlikes
      .map(([character, look]) => [look.normalize('NFD').replace(MARKS, '').toLowerCase(), character, look] as const)
      .filter(
        ([letter, character, look]) =>
          LETTERS.includes(letter) &&
          look.normalize('NFD') !== letter &&
          look.toLowerCase() !== letter &&
          isCommon(character),
      )
      .filter(([, character]) => character.normalize('NFKD') === character && /\p{L}/u.test(character))
      .map(([letter, character]) => [letter, character] as const),
  );
}

function accented(): Alphabet {
  return alphabetOf(
    [...charactersIn(0xc0, 0x24f), ...charactersIn(0x1e00, 0x1eff), ...charactersIn(0x386, 0x3ce)]
      .map((character) => [character.normalize('NFD').replace(MARKS, '').toLowerCase(), character] as const)
      .filter(([letter, character]) => LETTERS.includes(letter) && character.normalize('NFD') !== character),
  );
}

export const LOOK_ALIKES: readonly EvasionClass[] = [
  byAlphabet('look-alikes of Latin, Cyrillic, Greek', () =>
    like((character) => /\p{L}/u.test(character) && isCommon(character)),
  ),
  byAlphabet('look-alikes of other scripts', () =>
    like((character) => /\p{L}/u.test(character) && !isCommon(character)),
  ),
  byAlphabet('look-alike symbols', () => like((character) => !/[\p{L}\p{M}]/u.test(character)), true),
  byAlphabet('look-alikes of Han and kana', eastAsian, true),
  byAlphabet('letters with strokes', stroked),
  byAlphabet('letters with accents', accented),
  written('rn for m', [['m', 'rn']]),
  written('vv for w, cl for d', [
    ['w', 'vv'],
    ['d', 'cl'],
  ]),
];

function written(name: string, pairs: readonly (readonly [one: string, two: string])[]): EvasionClass {
  return {
    name,
    evade: (term) => pairs.map(([one, two]) => term.replaceAll(one, two)).filter((evasion) => evasion !== term),
  };
}

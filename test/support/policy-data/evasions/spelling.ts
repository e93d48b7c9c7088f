import type { Random } from '../random.ts';
import { isCased, isUnspaced, scriptOf } from '../script.ts';
import { alphabetOf, byAlphabet, clustersOf, type EvasionClass } from './evasion-class.ts';

const pairsOf = (letters: string) =>
  letters.split(' ').flatMap(([letter = '', ...others]) => others.map((other) => [letter, other] as const));

const DIGITS = alphabetOf(pairsOf('a4 b8 e3 g96 i1 l1 o0 s5 t7 z2'));
const SYMBOLS = alphabetOf(pairsOf('a@ c¢ e€ i!¡ l| s$§ t+'));
const RARE_SYMBOLS = alphabetOf(pairsOf('c( d) l£ o° t† x× y¥'));
const MASKS = [...'*#•'];
const RARE_MASKS = [...'_?%-'];
const SUFFIXES = ['1', '007', '123', '2024', '_1', ' 2', '٣', '７'];
const SIGNS = ['™', '®', '©', '²', '①', '❶', '!!!', '🔥', '✓', '✔️', '℠'];

/** Words of an alphabet, in which a term is a word. */
const isAlphabetic = (term: string) => !isUnspaced(term) && scriptOf(term) !== 'Hangul';

export const SPELLING: readonly EvasionClass[] = [
  { name: 'as written', evade: (term) => [term] },
  {
    name: 'case',
    evade: (term) =>
      isCased(term)
        ? [term.toUpperCase(), [...term].map((letter, at) => (at % 2 ? letter.toUpperCase() : letter)).join('')]
        : [],
  },
  {
    name: 'beside other words',
    evade: (term) => (isUnspaced(term) ? [`小${term}一号`] : [`the ${term} 7`, `[${term}] Li`, `li_${term}`]),
  },
  byAlphabet('digits for letters', () => DIGITS),
  byAlphabet('symbols for letters', () => SYMBOLS),
  byAlphabet('rare symbols for letters', () => RARE_SYMBOLS),
  repeated('one letter three times', (letters, random) => {
    const place = random.below(letters.length);
    return letters.map((letter, at) => letter.repeat(at === place ? 3 : 1));
  }),
  repeated('last letter five times', (letters) => letters.map((letter, at) => letter.repeat(letters[at + 1] ? 1 : 5))),
  repeated('all letters twice', (letters) => letters.map((letter) => letter.repeat(2))),
  { name: 'appended digits', evade: (term, random) => random.sample(SUFFIXES, 3).map((suffix) => `${term}${suffix}`) },
  { name: 'digits before', evade: (term, random) => [`${random.pick(['1', '007', '99'])}${term}`] },
  { name: 'appended signs', evade: (term, random) => random.sample(SIGNS, 4).map((sign) => `${term}${sign}`) },
  masked('one masked letter', MASKS),
  masked('one masked letter, other masks', RARE_MASKS),
  reversed('reversal by override', '\u202e', (term) => !isRightToLeft(term)),
  reversed('reversal by override of Arabic and Hebrew', '\u202d', isRightToLeft),
];

function isRightToLeft(term: string): boolean {
  return ['Arabic', 'Hebrew'].includes(scriptOf(term));
}

function repeated(name: string, write: (letters: readonly string[], random: Random) => string[]): EvasionClass {
  const isFor = (term: string) => isAlphabetic(term) && !/\p{M}/u.test(term);
  return { name, evade: (term, random) => (isFor(term) ? [write(clustersOf(term), random).join('')] : []) };
}

function masked(name: string, masks: readonly string[]): EvasionClass {
  return {
    name,
    evade: (term, random) => {
      const letters = clustersOf(term);
      if (!isAlphabetic(term) || letters.length < 4) return [];
      const place = 1 + random.below(letters.length - 2);
      return random
        .sample(masks, 2)
        .map((mask) => letters.map((letter, at) => (at === place ? mask : letter)).join(''));
    },
  };
}

function reversed(name: string, override: string, isFor: (term: string) => boolean): EvasionClass {
  return {
    name,
    evade: (term) => {
      const written = `${override}${clustersOf(term).toReversed().join('')}`;
      return isFor(term) ? [`${written}\u202c`, written] : [];
    },
  };
}

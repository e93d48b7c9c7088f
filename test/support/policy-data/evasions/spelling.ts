import { isCased, isUnspaced, scriptOf } from '../script.ts';
import { alphabetOf, byAlphabet, clustersOf, type EvasionClass } from './evasion-class.ts';

const pairsOf = (letters: string) =>
  letters.split(' ').flatMap(([letter = '', ...others]) => others.map((other) => [letter, other] as const));

const DIGITS = alphabetOf(pairsOf('a4 b8 e3 g96 i1 l1 o0 s5 t7 z2'));
const SYMBOLS = alphabetOf(pairsOf('a@ c¢( e€ i!¡ l| s$§ t+† y¥ x×'));
const MASKS = [...'*#_?•%-'];
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
  {
    name: 'repeated letters',
    evade: (term, random) => {
      const letters = clustersOf(term);
      if (!isAlphabetic(term)) return [];
      const place = random.below(letters.length);
      return [
        letters.map((letter, at) => (at === place ? letter.repeat(3) : letter)).join(''),
        letters.map((letter) => letter.repeat(2)).join(''),
        letters.map((letter, at) => (at === letters.length - 1 ? letter.repeat(5) : letter)).join(''),
      ];
    },
  },
  { name: 'appended digits', evade: (term, random) => random.sample(SUFFIXES, 3).map((suffix) => `${term}${suffix}`) },
  { name: 'digits before', evade: (term, random) => [`${random.pick(['1', '007', '99'])}${term}`] },
  { name: 'appended signs', evade: (term, random) => random.sample(SIGNS, 4).map((sign) => `${term}${sign}`) },
  {
    name: 'one masked letter',
    evade: (term, random) => {
      const letters = clustersOf(term);
      if (!isAlphabetic(term) || letters.length < 4) return [];
      const place = 1 + random.below(letters.length - 2);
      return random
        .sample(MASKS, 2)
        .map((mask) => letters.map((letter, at) => (at === place ? mask : letter)).join(''));
    },
  },
  {
    name: 'reversal by override',
    evade: (term) => {
      const override = ['Arabic', 'Hebrew'].includes(scriptOf(term)) ? '\u202d' : '\u202e';
      const reversed = clustersOf(term).toReversed().join('');
      return [`${override}${reversed}\u202c`, `${override}${reversed}`];
    },
  },
];

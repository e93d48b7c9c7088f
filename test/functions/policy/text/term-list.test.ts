import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lookAlikes } from '#look-alikes';
import { bitsOf, type FoldOptions } from '../../../../functions/policy/text/folds/fold.ts';
import { needlesOf } from '../../../../functions/policy/text/needles.ts';
import { searchFor } from '../../../../functions/policy/text/search.ts';
import { lettersText } from '../../../../functions/policy/text/store-letters.ts';
import { LETTERS_NUMBER, parseLetters, type TermList } from '../../../../functions/policy/text/term-list.ts';
import { forbiddenTerms } from '../../../support/policy-data/forbidden-terms.ts';
import { innocentNames } from '../../../support/policy-data/innocent-names.ts';

/** Letters of every kind: capitals, accents, digits, look-alikes, katakana, syllables, traditional characters, separators, equal ones. */
const TERMS = [
  ...[
    'spam',
    'Spam',
    'spám',
    'sp4m',
    'a b',
    'a-b',
    '  ',
    'ＦＵＬＬ',
    'カタカナ',
    'かたかな',
    'ﾊﾝｶｸ',
    '한국',
    '發財',
    '发财',
  ],
  ...[
    '客服',
    'спам',
    'ﷺ',
    'ı1iılI',
    '𝓈𝓅𝒶𝓂',
    '🄰🄱',
    'ไทย',
    'ـعـربـي',
    'ß',
    'İ',
    'ǆ',
    '1000',
    '丂乇乂',
    '\u200bx',
    'spam',
  ],
];

function stored(terms: readonly string[]): TermList {
  const document = JSON.stringify(terms);
  return { terms, letters: parseLetters(document, lettersText(terms, document)) };
}

describe.each<{ what: string; options: FoldOptions }>([
  { what: 'the folds of most rules', options: {} },
  { what: 'accents', options: { accents: true } },
  { what: 'folds whose letters are not stored', options: { kana: false, hanVariants: false } },
  { what: 'folds of names only', options: { digits: false, masked: false } },
])('stored letters find what the terms themselves find, with $what', ({ options }) => {
  const words = forbiddenTerms(1_000);

  it.each([
    { list: 'terms of every kind', terms: TERMS, names: [...TERMS, ...TERMS.map((term) => `x${term}x 1${term}`)] },
    { list: 'forbidden words', terms: words, names: [...words.slice(0, 300), ...innocentNames().slice(0, 300)] },
  ])('in $list', ({ terms, names }) => {
    const own = terms.map((term) => ({ term }));
    const expected = searchFor(own, options);
    const found = searchFor([], options, [stored(terms)]);
    const foundBeside = searchFor([{ term: 'spade' }], options, [stored(terms), { terms: ['spat'] }]);

    expect(names.map(found)).toEqual(names.map(expected));
    expect(foundBeside('spade, spat')).toHaveLength(2);
  });
});

it('letters of another list, of another making or of none are not used', () => {
  const document = JSON.stringify(TERMS);
  const text = lettersText(TERMS, document);

  expect(parseLetters(document, text)).toBeDefined();
  expect(parseLetters(JSON.stringify([...TERMS, 'eggs']), text)).toBeUndefined();
  expect(parseLetters(document, JSON.stringify({ ...JSON.parse(text), mark: 'other' }))).toBeUndefined();
  expect(parseLetters(document, text.replace(/"needles":"[^"]+"/, '"needles":""'))).toBeUndefined();
  expect(parseLetters(document, undefined)).toBeUndefined();
});

it('the number of the letters stands for these, which changed code must not make otherwise', () => {
  const between = (first: number, end: number) =>
    Array.from({ length: end - first }, (_, at) => String.fromCharCode(first + at));
  const characters = [...new Set(lookAlikes), ...between(0x20, 0x1100)].sort();
  const terms = [...characters.flatMap((character) => [character, `S${character}1`]), ...between(0x4e00, 0xa000)];
  const folds = [bitsOf({}), bitsOf({ accents: true })];
  const needles = terms.flatMap((term) => folds.flatMap((bits) => needlesOf(term, bits)));
  const fields = needles.map(({ letters, hasDigits, isStrict }) => [letters, hasDigits, isStrict]);
  const { mark: _mark, ...letters } = JSON.parse(lettersText(TERMS, '[]'));
  const made = hash('sha256', JSON.stringify([fields, letters]), 'base64');

  expect({ number: LETTERS_NUMBER, made }, 'Raise LETTERS_NUMBER with the letters.').toEqual({
    number: 1,
    made: 'tTE4W7OTc3Fg/m001WTGSRzDnSvJXxZKXn2bcB071D8=',
  });
});

import { describe, expect, it } from 'vitest';
import { EVASION_CLASSES, evasionsOf } from '../../support/policy-data/evasions/index.ts';
import { evadedTerms, forbiddenTerms } from '../../support/policy-data/forbidden-terms.ts';
import { ourSearch } from '../../support/policy-data/our-matcher.ts';
import { sampledRuns } from '../../support/sampled.ts';

const TERMS = 1_000;
const TERMS_OF_SCRIPT = sampledRuns(6, 3);

/** Classes that are found in part or not at all, and why. Remove a line to expect all of its class. */
const INCOMPLETE: Readonly<Record<string, string>> = {
  'digits for letters':
    'a last 1 after fewer than six letters, and another last digit after fewer than three, end the word',
  'symbols for letters': 'exclamation marks and bars at the end of a word end the word',
  'rare symbols for letters': 'brackets stand around innocent names',
  'one masked letter, other masks': 'these marks stand between words, too',
  'letters with strokes': 'Cyrillic letters with a tail',
  'spaces between kana or Thai': 'Thai sets spaces between phrases',
};

const search = ourSearch(forbiddenTerms(TERMS));
const terms = evadedTerms(TERMS, TERMS_OF_SCRIPT);
const claimed = EVASION_CLASSES.filter(({ name }) => INCOMPLETE[name] === undefined);

describe('finds a term in spite of', () => {
  it.each(claimed)('$name', (evasionClass) => {
    const evasions = evasionsOf(terms, [evasionClass]);
    expect(evasions).not.toEqual([]);
    expect(
      evasions.filter(({ written }) => !search(written)).map(({ term, written }) => `${term}: ${written}`),
    ).toEqual([]);
  });
});

it('names only classes that exist as incomplete', () => {
  const names = EVASION_CLASSES.map(({ name }) => name);
  expect(Object.keys(INCOMPLETE).filter((name) => !names.includes(name))).toEqual([]);
});

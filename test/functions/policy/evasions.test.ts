import { describe, expect, it } from 'vitest';
import { EVASION_CLASSES, evasionsOf } from '../../support/policy-data/evasions/index.ts';
import { evadedTerms, forbiddenTerms } from '../../support/policy-data/forbidden-terms.ts';
import { ourSearch } from '../../support/policy-data/our-matcher.ts';

const TERMS = 1_000;
const TERMS_OF_SCRIPT = 6;

/** Classes that the matcher does not claim, or not for every term. A class moves out of this list once all of it is found. */
const NOT_CLAIMED: readonly string[] = [];

const search = ourSearch(forbiddenTerms(TERMS));
const terms = evadedTerms(TERMS, TERMS_OF_SCRIPT);
const claimed = EVASION_CLASSES.filter(({ name }) => !NOT_CLAIMED.includes(name));

describe('finds a term in spite of', () => {
  it.each(claimed)('$name', (evasionClass) => {
    const evasions = evasionsOf(terms, [evasionClass]);
    expect(evasions).not.toEqual([]);
    expect(
      evasions.filter(({ written }) => !search(written)).map(({ term, written }) => `${term}: ${written}`),
    ).toEqual([]);
  });
});

it('names only classes that exist as not claimed', () => {
  const names = EVASION_CLASSES.map(({ name }) => name);
  expect(NOT_CLAIMED.filter((name) => !names.includes(name))).toEqual([]);
});

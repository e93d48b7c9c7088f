import { describe, expect, it } from 'vitest';
import { forbiddenTerms } from '../../support/policy-data/forbidden-terms.ts';
import { innocentNames, withoutTerms } from '../../support/policy-data/innocent-names.ts';
import { ourSearch } from '../../support/policy-data/our-matcher.ts';
import { randomOf } from '../../support/policy-data/random.ts';
import { sampledRuns } from '../../support/sampled.ts';

const NAMES = sampledRuns(20_000, 10_000);

/** The goal for 1,000 terms: fewer than 3 of 10,000 names. */
const TOLERATED = 0.0003;

const names = randomOf('innocents test').sample(innocentNames(), NAMES);

describe('innocent names in all scripts', () => {
  it('are enough to measure a share of 0.03 %', () => {
    expect(new Set(names).size).toBe(NAMES);
  });

  it('are allowed with 20 terms', () => {
    const terms = forbiddenTerms(20);
    expect(withoutTerms(names, terms).filter(ourSearch(terms))).toEqual([]);
  });

  it('are nearly all allowed with 1,000 terms', () => {
    const terms = forbiddenTerms(1_000);
    expect(withoutTerms(names, terms).filter(ourSearch(terms)).length).toBeLessThan(NAMES * TOLERATED);
  });
});

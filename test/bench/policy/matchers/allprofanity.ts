import { AllProfanity } from 'allprofanity';
import { isUnspaced } from '../../../support/policy-data/script.ts';
import type { Matcher } from './matcher.ts';

const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

/** All of its passes against evasion are on by default. Partial words are on for terms of scripts without spaces. */
export const allProfanity: Matcher = {
  name: 'allprofanity',
  compile: (terms) => {
    const filters = [
      filterFor(
        terms.filter((term) => !isUnspaced(term)),
        false,
      ),
      filterFor(terms.filter(isUnspaced), true),
    ];
    return (name) => filters.some((filter) => filter.check(name));
  },
};

function filterFor(terms: readonly string[], detectPartialWords: boolean): AllProfanity {
  const filter = new AllProfanity({ languages: [], detectPartialWords, logger: SILENT, silent: true });
  filter.clearList();
  filter.add([...terms]);
  return filter;
}

import { englishRecommendedTransformers, parseRawPattern, RegExpMatcher } from 'obscenity';
import { isUnspaced } from '../../../support/policy-data/script.ts';
import type { Matcher } from './matcher.ts';

/** The English preset's transformers collapse doubles, so terms need the same: at most two of these letters, one of all others. */
const DOUBLES = 'beolsg';

/** Word boundaries as the guide recommends, where words have spaces between them. */
export const obscenity: Matcher = {
  name: 'obscenity',
  compile: (terms) => {
    const patterns = [...new Set(terms.map(patternOf))].map((pattern, id) => ({
      id,
      pattern: parseRawPattern(pattern),
    }));
    const matcher = new RegExpMatcher({
      blacklistedTerms: patterns,
      whitelistedTerms: [],
      ...englishRecommendedTransformers,
    });
    return (name) => matcher.hasMatch(name);
  },
};

function patternOf(term: string): string {
  const collapsed = term.replace(/(.)\1+/gsu, (run, letter) => (DOUBLES.includes(letter) ? run.slice(0, 2) : letter));
  const escaped = collapsed.replace(/[[\]?|\\]/g, '\\$&');
  return isUnspaced(term) ? escaped : `|${escaped}|`;
}

import { Filter } from 'glin-profanity';
import { isUnspaced } from '../../../support/policy-data/script.ts';
import type { Matcher } from './matcher.ts';

const EVASIONS = {
  detectLeetspeak: true,
  leetspeakLevel: 'aggressive',
  normalizeUnicode: true,
  allowObfuscatedMatch: true,
} as const;

/** No language's list of its own. Terms of scripts without spaces need a filter without word boundaries. */
export const glinProfanity: Matcher = {
  name: 'glin-profanity',
  compile: (terms) => {
    const filterFor = (customWords: string[], wordBoundaries: boolean) =>
      customWords.length > 0 ? [new Filter({ ...EVASIONS, languages: [], customWords, wordBoundaries })] : [];
    const filters = [
      ...filterFor(
        terms.filter((term) => !isUnspaced(term)),
        true,
      ),
      ...filterFor(terms.filter(isUnspaced), false),
    ];
    return (name) => filters.some((filter) => filter.isProfane(name));
  },
};

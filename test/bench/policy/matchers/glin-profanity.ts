import { Filter } from 'glin-profanity';
import type { Matcher } from './matcher.ts';

const EVASIONS = {
  detectLeetspeak: true,
  leetspeakLevel: 'aggressive',
  normalizeUnicode: true,
  allowObfuscatedMatch: true,
} as const;

/** No language's list of its own. Its word boundaries know ASCII only, so other terms need a filter without them. */
export const glinProfanity: Matcher = {
  name: 'glin-profanity',
  compile: (terms) => {
    const filterFor = (customWords: string[], wordBoundaries: boolean) =>
      customWords.length > 0 ? [new Filter({ ...EVASIONS, languages: [], customWords, wordBoundaries })] : [];
    const filters = [
      ...filterFor(terms.filter(isAscii), true),
      ...filterFor(
        terms.filter((term) => !isAscii(term)),
        false,
      ),
    ];
    return (name) => filters.some((filter) => filter.isProfane(name));
  },
};

function isAscii(term: string): boolean {
  return /^[ -~]+$/.test(term);
}

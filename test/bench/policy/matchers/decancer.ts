import { createRequire } from 'node:module';
import type { CuredString } from 'decancer';
import { isUnspaced } from '../../../support/policy-data/script.ts';
import type { Matcher } from './matcher.ts';

/** Loads the package as CommonJS, because its types describe another default export than it has. */
const decancer: (text: string) => CuredString = createRequire(import.meta.url)('decancer');

const LETTER_BEFORE = /[\p{L}\p{M}\p{N}]$/u;
const LETTER_AFTER = /^[\p{L}\p{M}\p{N}]/u;

/**
 * Cures terms and names alike, and uses the package's own search, which knows leetspeak and repeated letters.
 * Its matches follow no rule about words, so the bench asks for a word's ends where the terms of other matchers have them.
 */
export const decancerMatcher: Matcher = {
  name: 'decancer',
  compile: (terms) => {
    const cured = [...new Set(terms.map(cure))].filter((term) => term !== '');
    const anywhere = new Set(terms.filter(isUnspaced).map(cure));
    return (name) => {
      const text = decancer(name);
      const bytes = Buffer.from(text.toString());
      return text.findMultiple(cured).some((match) => {
        const [before, after] = [bytes.subarray(0, match.start), bytes.subarray(match.end)].map(String) as [
          string,
          string,
        ];
        const isWord = !LETTER_BEFORE.test(before) && !LETTER_AFTER.test(after);
        return isWord || anywhere.has(match.toString());
      });
    };
  },
};

function cure(term: string): string {
  return decancer(term).toString();
}

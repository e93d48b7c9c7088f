import { createRequire } from 'node:module';
import { isUnspaced } from '../../../support/policy-data/script.ts';
import type { Matcher } from './matcher.ts';

/** The part of the package's types that is used here. */
interface CuredString {
  findMultiple(
    terms: readonly string[],
  ): readonly { readonly start: number; readonly end: number; toString(): string }[];
  toString(): string;
}

const LETTER_BEFORE = /[\p{L}\p{M}\p{N}]$/u;
const LETTER_AFTER = /^[\p{L}\p{M}\p{N}]/u;

/**
 * Cures terms and names alike, and uses the package's own search, which knows leetspeak and repeated letters.
 * Its matches follow no rule about words, so the bench asks for a word's ends where the terms of other matchers have them.
 */
export const decancerMatcher: Matcher = {
  name: 'decancer',
  compile: (terms) => {
    const decancer = load();
    const cure = (term: string) => decancer(term).toString();
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

/**
 * Loads the package, which is not a dependency: `npm ci` fails where a registry lacks one of its many optional packages.
 *
 * @throws {Error} when it is not installed, or has no binary for this machine
 */
function load(): (text: string) => CuredString {
  try {
    return createRequire(import.meta.url)('decancer');
  } catch (cause) {
    throw new Error('it is not installed. Run npm install --no-save decancer@3.3.3', { cause });
  }
}

import {
  englishRecommendedTransformers,
  parseRawPattern,
  RegExpMatcher,
  resolveConfusablesTransformer,
  type SimpleTransformerContainer,
} from 'obscenity';
import type { Matcher } from './matcher.ts';

/** The English preset's transformers collapse doubles, so terms need the same: at most two of these letters, one of all others. */
const DOUBLES = 'beolsg';

/** The preset does this to names, so terms need the same. */
const confusables = resolveConfusablesTransformer() as SimpleTransformerContainer;

/** Word boundaries as the guide recommends. They know words of ASCII letters only, so other terms have none. */
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
  const plain = resolved(term.normalize('NFC')).toLowerCase();
  const collapsed = plain.replace(/(.)\1+/gsu, (run, letter) => (DOUBLES.includes(letter) ? run.slice(0, 2) : letter));
  const escaped = collapsed.replace(/[[\]?|\\]/g, '\\$&');
  return /^[ -~]+$/.test(plain) ? `|${escaped}|` : escaped;
}

function resolved(term: string): string {
  const points = [...term].map((letter) => confusables.transform(letter.codePointAt(0) ?? 0));
  return points.map((point) => (point === undefined ? '' : String.fromCodePoint(point))).join('');
}

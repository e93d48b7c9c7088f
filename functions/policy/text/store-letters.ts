import { bitsOf } from './folds/fold.ts';
import { needlesOf } from './needles.ts';
import { isAnywhere } from './search.ts';
import { type Needle, withoutDuplicates } from './term-index.ts';
import { FLAGS, lettersKey, markOf, type StoredLetters, type StoredPart } from './term-list.ts';

interface PlacedNeedle extends Needle {
  /** Place of the term in its list. */
  readonly place: number;
}

/** Folds of rules as most have them. For others, a function makes the letters itself. */
const STORED_FOLDS = [bitsOf({}), bitsOf({ accents: true })];

/**
 * Returns the letters of a list as JSON, which `parseLetters` reads.
 *
 * @param document the list as JSON
 */
export function lettersText(terms: readonly string[], document: string): string {
  const letters: StoredLetters = Object.fromEntries(
    STORED_FOLDS.map((folds) => [
      lettersKey(folds),
      { words: partOf(terms, folds, false), parts: partOf(terms, folds, true) },
    ]),
  );
  return JSON.stringify({ mark: markOf(document, letters), ...letters });
}

function partOf(terms: readonly string[], folds: number, anywhere: boolean): StoredPart {
  const needles = withoutDuplicates(
    terms.flatMap((term, place): PlacedNeedle[] =>
      isAnywhere({ term }) === anywhere ? needlesOf(term, folds).map((needle) => ({ ...needle, place })) : [],
    ),
  );
  const numbers = Uint16Array.from(
    needles,
    ({ place, letters, term, isStrict }) =>
      place | (letters === term ? 0 : FLAGS.ownLetters) | (isStrict ? FLAGS.strict : 0),
  );
  return {
    needles: Buffer.from(numbers.buffer).toString('base64'),
    letters: needles.flatMap(({ letters, term }) => (letters === term ? [] : letters)).join('\n'),
  };
}

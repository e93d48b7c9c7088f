import * as v from 'valibot';
import { FOLDS, type FoldName } from '../text/folds/fold.ts';
import { lettersOf } from '../text/needles.ts';
import { flag, listOf, text } from './settings.ts';

/** Letters of a term in its longest form. The search calls itself for each. */
const MAX_LETTERS = 600;

/** Most letters of one code unit when written out: those of ﷺ. */
const MAX_LETTERS_OF_UNIT = 15;

/** A letter that no fold takes away. Most terms have one, and are not folded twice. */
const LETTER = /[a-z0-9\u0430-\u044f\u4e00-\u9fff\uac00-\ud7a3]/i;

export const TermText = v.pipe(
  text,
  v.maxLength(200, 'must be at most 200 characters'),
  v.check((term) => LETTER.test(term) || lettersOf(term, FOLDS.accents) !== '', 'must have a letter or a digit'),
  v.check(
    (term) => term.length * MAX_LETTERS_OF_UNIT <= MAX_LETTERS || lettersOf(term, 0).length <= MAX_LETTERS,
    `must be at most ${MAX_LETTERS} letters when written out`,
  ),
);

/** A forbidden term as a policy or a list of terms has it. */
export const TermEntry = v.union(
  [TermText, v.strictObject({ term: TermText, match: v.picklist(['word', 'anywhere']) })],
  'must be a term, or {"term": …, "match": "word" or "anywhere"}',
);

/** A list of terms, of which there may be many. */
export function manyOf<Entry extends v.GenericSchema>(entry: Entry) {
  return v.pipe(listOf(entry), v.maxLength(10_000, 'must have at most 10000 terms'));
}

export const TermTexts = manyOf(TermText);

type SwitchedFold = Exclude<FoldName, 'accents'>;

/** Folds that a rule can switch off. `accents` has a setting of its own. */
export const Folds = v.strictObject(
  Object.fromEntries(
    Object.keys(FOLDS)
      .filter((name) => name !== 'accents')
      .map((name) => [name, flag]),
  ) as Record<SwitchedFold, typeof flag>,
);

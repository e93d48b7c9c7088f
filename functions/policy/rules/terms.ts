import * as v from 'valibot';
import { type Match, searchFor } from '../text/search.ts';
import { skeletonOf } from '../text/skeleton.ts';
import { graphemesOf } from './graphemes.ts';
import { commonOfText, names, textRuleKind } from './rule.ts';

/** Rounds of masking before the name is refused. A mask can join letters that make another term. */
const MAX_MASK_ROUNDS = 5;

const text = v.pipe(
  v.string('must be a string'),
  v.maxLength(200, 'must be at most 200 characters'),
  v.check((term) => skeletonOf(term, true, 'case-first').letters !== '', 'must have a letter or a digit'),
);

const Term = v.union(
  [text, v.strictObject({ term: text, match: v.picklist(['word', 'anywhere']) })],
  'must be a term, or {"term": …, "match": "word" or "anywhere"}',
);

/**
 * Forbids terms in spite of case, width, look-alike letters, invisible characters and separators between letters, with
 * `foldAccents` also of accents. A term matches as a whole word, or anywhere if its script has no spaces between words.
 * `match` overrides this.
 */
export const terms = textRuleKind({
  sections: ['nickName', 'groupName', 'groupText'],
  refusal: { errCode: 5002, errMsg: 'This name is not allowed.' },
  schema: v.pipe(
    v.strictObject({
      kind: v.literal('terms'),
      ...commonOfText,
      terms: v.optional(
        v.pipe(
          v.array(Term, 'must be a list'),
          v.minLength(1, 'must not be empty'),
          v.maxLength(10_000, 'must be at most 10000'),
        ),
      ),
      /** Names of lists of terms. */
      lists: v.optional(names),
      foldAccents: v.optional(v.boolean('must be true or false'), false),
      action: v.optional(v.picklist(['refuse', 'mask'], 'must be refuse or mask'), 'refuse'),
    }),
    v.check(({ terms, lists }) => terms !== undefined || lists !== undefined, 'needs terms, lists or both'),
  ),
  compile: ({ terms = [], lists: listNames = [], foldAccents, action }, lists) => {
    const listed = listNames.flatMap((name) => lists.get(name) ?? []);
    const matchesIn = searchFor(
      [...terms, ...listed].map((term) => (typeof term === 'string' ? { term } : term)),
      foldAccents,
    );
    return (name) => {
      const matches = matchesIn(name);
      const [first] = matches;
      if (!first) return undefined;
      const why = `the term ${first.term}`;
      const masked = action === 'mask' ? maskAll(name, matches, matchesIn) : undefined;
      return masked === undefined ? { refuse: why } : { change: masked, why };
    };
  },
});

/** Returns undefined when terms are left after MAX_MASK_ROUNDS. */
function maskAll(name: string, matches: readonly Match[], matchesIn: (name: string) => Match[]): string | undefined {
  let masked = name;
  let left = matches;
  for (let round = 0; round < MAX_MASK_ROUNDS && left.length > 0; round += 1) {
    masked = mask(masked, left);
    left = matchesIn(masked);
  }
  return left.length === 0 ? masked : undefined;
}

/** Replaces each character of a match by an asterisk. */
function mask(name: string, matches: readonly Match[]): string {
  const hidden = new Uint8Array(name.length);
  for (const { start, end } of matches) hidden.fill(1, start, end);
  return graphemesOf(name)
    .map(({ segment, index }) => (hidden.subarray(index, index + segment.length).includes(1) ? '*' : segment))
    .join('');
}

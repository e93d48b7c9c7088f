import * as v from 'valibot';
import { type Match, searchFor } from '../text/search.ts';
import { skeletonOf } from '../text/skeleton.ts';
import { type Check, commonOfText, graphemesOf } from './rule.ts';

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
 * Terms that may not appear, however they are written: case, width, look-alike letters, invisible characters and separators
 * between letters make no difference, nor do accents with `foldAccents`. A term is looked for as a whole word, but anywhere where
 * its script puts no spaces between words; `match` says otherwise.
 */
export const Terms = v.strictObject({
  kind: v.literal('terms'),
  ...commonOfText,
  terms: v.pipe(
    v.array(Term, 'must be a list'),
    v.minLength(1, 'must not be empty'),
    v.maxLength(10_000, 'must be at most 10000'),
  ),
  foldAccents: v.optional(v.boolean('must be true or false'), false),
  action: v.optional(v.picklist(['refuse', 'mask'], 'must be refuse or mask'), 'refuse'),
});

/** Masking can put letters next to each other that make another term. After as many rounds the name is refused. */
const MAX_MASK_ROUNDS = 5;

export function checkTerms({ terms, foldAccents, action }: v.InferOutput<typeof Terms>): Check<string> {
  const matchesIn = searchFor(
    terms.map((term) => (typeof term === 'string' ? { term } : term)),
    foldAccents,
  );
  return (name) => {
    const found = matchesIn(name);
    const [first] = found;
    if (!first) return undefined;
    const why = `the term ${first.term}`;
    if (action === 'refuse') return { refuse: why };
    let masked = name;
    let left = found;
    for (let round = 0; left.length > 0; round += 1) {
      if (round === MAX_MASK_ROUNDS) return { refuse: why };
      masked = mask(masked, left);
      left = matchesIn(masked);
    }
    return { change: masked, why };
  };
}

/** Each character of a match becomes an asterisk. */
function mask(name: string, found: readonly Match[]): string {
  const hidden = new Uint8Array(name.length);
  for (const { start, end } of found) hidden.fill(1, start, end);
  return graphemesOf(name)
    .map(({ segment, index }) => (hidden.subarray(index, index + segment.length).includes(1) ? '*' : segment))
    .join('');
}

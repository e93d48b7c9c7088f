import * as v from 'valibot';
import { type Folded, fold, type Gap } from '../fold.ts';
import { type Check, common, graphemesOf } from './rule.ts';

const text = v.pipe(
  v.string('must be a string'),
  v.maxLength(200, 'must be at most 200 characters'),
  v.check((term) => fold(term, true, 'case-first').letters !== '', 'must have a letter or a digit'),
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
  ...common,
  terms: v.pipe(
    v.array(Term, 'must be a list'),
    v.minLength(1, 'must not be empty'),
    v.maxLength(20_000, 'at most 20000'),
  ),
  foldAccents: v.optional(v.boolean('must be true or false'), false),
  action: v.optional(v.picklist(['refuse', 'mask'], 'must be refuse or mask'), 'refuse'),
});

interface Needle {
  readonly term: string;
  readonly letters: string;
  /** Before which of its letters it has a separator itself. */
  readonly ownGaps: ReadonlySet<number>;
  readonly anywhere: boolean;
}

interface Match {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** Letters by which terms are looked up; shorter terms by all they have. */
const KEY_LENGTH = 3;

/** Masking can put letters next to each other that make another term. After as many rounds the name is refused. */
const MAX_ROUNDS = 5;

/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

export function checkTerms({ terms, foldAccents, action }: v.InferOutput<typeof Terms>): Check<string> {
  const needles = indexed(terms.map((term) => needleOf(term, foldAccents)));
  const matchesIn = (name: string) =>
    (['case-first', 'look-first'] as const).flatMap((order) => matches(fold(name, foldAccents, order), needles));
  return (name) => {
    const found = matchesIn(name);
    const [first] = found;
    if (!first) return undefined;
    const why = `the term ${first.term}`;
    if (action === 'refuse') return { refuse: why };
    let masked = name;
    let left = found;
    for (let round = 0; left.length > 0; round += 1) {
      if (round === MAX_ROUNDS) return { refuse: why };
      masked = mask(masked, left);
      left = matchesIn(masked);
    }
    return { change: masked, why };
  };
}

function needleOf(term: v.InferOutput<typeof Term>, foldAccents: boolean): Needle {
  const { term: written, match } = typeof term === 'string' ? { term, match: undefined } : term;
  const { letters, gaps } = fold(written, foldAccents, 'case-first');
  const ownGaps = new Set(gaps.flatMap((gap, at) => (gap === 'none' ? [] : [at])));
  return { term: written, letters, ownGaps, anywhere: match ? match === 'anywhere' : UNSPACED.test(letters) };
}

function indexed(needles: readonly Needle[]): ReadonlyMap<string, readonly Needle[]> {
  return Map.groupBy(needles, ({ letters }) => letters.slice(0, KEY_LENGTH));
}

function matches(folded: Folded, needles: ReadonlyMap<string, readonly Needle[]>): Match[] {
  const found: Match[] = [];
  for (let at = 0; at < folded.letters.length; at += 1) {
    for (let length = 1; length <= KEY_LENGTH; length += 1) {
      for (const needle of needles.get(folded.letters.slice(at, at + length)) ?? []) {
        if (needle.letters.length < length) continue;
        if (length < KEY_LENGTH && needle.letters.length !== length) continue;
        if (!folded.letters.startsWith(needle.letters, at) || !isWritten(folded, at, needle)) continue;
        const last = at + needle.letters.length - 1;
        found.push({ term: needle.term, start: folded.starts[at] as number, end: folded.ends[last] as number });
      }
    }
  }
  return found;
}

/** Whether letters that spell a term are meant as one: whole characters, a whole word if that is asked, no other words' ends. */
function isWritten({ starts, ends, gaps, letters }: Folded, at: number, needle: Needle): boolean {
  const last = at + needle.letters.length - 1;
  const splitsStart = at > 0 && starts[at - 1] === starts[at];
  const splitsEnd = last + 1 < letters.length && ends[last + 1] === ends[last];
  if (splitsStart || splitsEnd) return false;
  if (!needle.anywhere && !isWord(gaps, letters, at, last)) return false;
  // Spaces part words, unless every letter stands alone: "Ana L" spells nothing, "a n a l" does.
  const inner = Array.from({ length: last - at }, (_, index) => index + 1).filter(
    (index) => starts[at + index] !== starts[at + index - 1],
  );
  const spaced = inner.filter((index) => gaps[at + index] === 'space' && !needle.ownGaps.has(index));
  return spaced.length === 0 || inner.every((index) => gaps[at + index] !== 'none');
}

/** A word ends where something stands that is no letter, and next to a letter of a script that parts no words. */
function isWord(gaps: readonly Gap[], letters: string, at: number, last: number): boolean {
  const endsAt = (place: number) =>
    place === 0 ||
    place === letters.length ||
    gaps[place] !== 'none' ||
    UNSPACED.test(letters[place] as string) ||
    UNSPACED.test(letters[place - 1] as string);
  return endsAt(at) && endsAt(last + 1);
}

/** Each character of a match becomes an asterisk. */
function mask(name: string, found: readonly Match[]): string {
  const hidden = new Uint8Array(name.length);
  for (const { start, end } of found) hidden.fill(1, start, end);
  return graphemesOf(name)
    .map(({ segment, index }) => (hidden.subarray(index, index + segment.length).includes(1) ? '*' : segment))
    .join('');
}

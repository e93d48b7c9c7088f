import * as v from 'valibot';
import { type Folded, fold, foldPairs, type Unit } from '../fold.ts';
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
    v.maxLength(10_000, 'must be at most 10000'),
  ),
  foldAccents: v.optional(v.boolean('must be true or false'), false),
  action: v.optional(v.picklist(['refuse', 'mask'], 'must be refuse or mask'), 'refuse'),
});

interface Needle {
  readonly term: string;
  readonly letters: string;
  /** Before which of its letters it has a separator itself. */
  readonly ownGaps: ReadonlySet<number>;
  readonly hasDigits: boolean;
  readonly anywhere: boolean;
}

type Needles = ReadonlyMap<string, readonly Needle[]>;

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
    (['case-first', 'look-first'] as const).flatMap((order) => {
      const folded = fold(name, foldAccents, order);
      const joined = foldPairs(folded);
      return [...matches(folded, needles), ...(joined ? matches(joined, needles) : [])];
    });
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
  const { letters, units } = fold(written, foldAccents, 'case-first');
  return {
    term: written,
    letters,
    ownGaps: new Set(units.flatMap(({ gap }, at) => (gap === 'none' ? [] : [at]))),
    hasDigits: units.some(({ isDigit }) => isDigit),
    anywhere: match ? match === 'anywhere' : UNSPACED.test(letters),
  };
}

function indexed(needles: readonly Needle[]): Needles {
  return Map.groupBy(needles, ({ letters }) => letters.slice(0, KEY_LENGTH));
}

function matches(folded: Folded, needles: Needles): Match[] {
  const { letters, units } = folded;
  const found: Match[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    for (let length = 1; length <= KEY_LENGTH; length += 1) {
      for (const needle of needles.get(letters.slice(at, at + length)) ?? []) {
        // A term that is shorter than a key is found by a key of its own length only.
        if (needle.letters.length < KEY_LENGTH && needle.letters.length !== length) continue;
        if (!letters.startsWith(needle.letters, at) || !isWritten(folded, at, needle)) continue;
        const [first, last] = [units[at], units[at + needle.letters.length - 1]] as [Unit, Unit];
        found.push({ term: needle.term, start: first.start, end: last.end });
      }
    }
  }
  return found;
}

/** Whether letters that spell a term are meant as one: whole characters, not digits only, a whole word if that is asked. */
function isWritten({ units }: Folded, at: number, needle: Needle): boolean {
  const end = at + needle.letters.length;
  const spelled = units.slice(at, end);
  if (isSplit(units[at - 1], units[at]) || isSplit(units[end - 1], units[end])) return false;
  if (!needle.hasDigits && spelled.every(({ isDigit }) => isDigit)) return false;
  if (!needle.anywhere && !(isWordEnd(units[at - 1], units[at]) && isWordEnd(units[end - 1], units[end]))) return false;
  // Spaces part words, unless every letter stands alone: "Ana L" spells nothing, "a n a l" does.
  const inner = spelled
    .map(({ gap }, index) => ({ gap, index }))
    .filter(({ index }) => index > 0 && !isSplit(spelled[index - 1], spelled[index]));
  const isParted = inner.some(({ gap, index }) => gap === 'space' && !needle.ownGaps.has(index));
  return !isParted || inner.every(({ gap }) => gap !== 'none');
}

/** Whether two units came from one character. */
function isSplit(before: Unit | undefined, after: Unit | undefined): boolean {
  return before !== undefined && after !== undefined && before.start === after.start;
}

/** A word ends where something stands that is no letter, and next to a letter of a script that parts no words. */
function isWordEnd(before: Unit | undefined, after: Unit | undefined): boolean {
  if (before === undefined || after === undefined || after.gap !== 'none') return true;
  return UNSPACED.test(before.letter) || UNSPACED.test(after.letter);
}

/** Each character of a match becomes an asterisk. */
function mask(name: string, found: readonly Match[]): string {
  const hidden = new Uint8Array(name.length);
  for (const { start, end } of found) hidden.fill(1, start, end);
  return graphemesOf(name)
    .map(({ segment, index }) => (hidden.subarray(index, index + segment.length).includes(1) ? '*' : segment))
    .join('');
}

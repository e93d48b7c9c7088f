import { joinPairs, type Skeleton, skeletonOf, type Unit } from './skeleton.ts';

/** A forbidden term. */
export interface Term {
  readonly term: string;
  /** Default: `anywhere` for scripts that put no spaces between words, else `word`. */
  readonly match?: 'word' | 'anywhere' | undefined;
}

interface Needle {
  readonly term: string;
  readonly letters: string;
  /** Indexes of the letters that have a separator before them in the term. */
  readonly ownGaps: ReadonlySet<number>;
  readonly hasDigits: boolean;
  readonly anywhere: boolean;
}

type Needles = ReadonlyMap<string, readonly Needle[]>;

/** A term in a name. `end` is exclusive. */
export interface Match {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** Letters of an index key. Shorter terms are indexed by all of their letters. */
const KEY_LENGTH = 3;

/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

/** Compiles terms into an index by their first letters, so that 10,000 terms cost the same as 10 in each search. */
export function searchFor(terms: readonly Term[], foldAccents: boolean): (name: string) => Match[] {
  const needles = indexed(terms.map((term) => needleOf(term, foldAccents)));
  return (name) =>
    (['case-first', 'confusables-first'] as const).flatMap((order) => {
      const skeleton = skeletonOf(name, foldAccents, order);
      const joined = joinPairs(skeleton);
      return [...matches(skeleton, needles), ...(joined ? matches(joined, needles) : [])];
    });
}

function needleOf({ term, match }: Term, foldAccents: boolean): Needle {
  const { letters, units } = skeletonOf(term, foldAccents, 'case-first');
  return {
    term,
    letters,
    ownGaps: new Set(units.flatMap(({ gap }, at) => (gap === 'none' ? [] : [at]))),
    hasDigits: units.some(({ isDigit }) => isDigit),
    anywhere: match ? match === 'anywhere' : UNSPACED.test(letters),
  };
}

function indexed(needles: readonly Needle[]): Needles {
  return Map.groupBy(needles, ({ letters }) => letters.slice(0, KEY_LENGTH));
}

function matches(skeleton: Skeleton, needles: Needles): Match[] {
  const { letters, units } = skeleton;
  const found: Match[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    for (let length = 1; length <= KEY_LENGTH; length += 1) {
      for (const needle of needles.get(letters.slice(at, at + length)) ?? []) {
        // A term shorter than a key matches only a key of its own length.
        if (needle.letters.length < KEY_LENGTH && needle.letters.length !== length) continue;
        if (!letters.startsWith(needle.letters, at) || !isWritten(skeleton, at, needle)) continue;
        const [first, last] = [units[at], units[at + needle.letters.length - 1]] as [Unit, Unit];
        found.push({ term: needle.term, start: first.start, end: last.end });
      }
    }
  }
  return found;
}

/** Accepts letters that spell a term if they are whole characters, not digits only, and a whole word where required. */
function isWritten({ units }: Skeleton, at: number, needle: Needle): boolean {
  const end = at + needle.letters.length;
  const spelled = units.slice(at, end);
  if (isSplit(units[at - 1], units[at]) || isSplit(units[end - 1], units[end])) return false;
  if (!needle.hasDigits && spelled.every(({ isDigit }) => isDigit)) return false;
  if (!needle.anywhere && !(isWordEnd(units[at - 1], units[at]) && isWordEnd(units[end - 1], units[end]))) return false;
  // Spaces separate words, unless every letter stands alone: "Ana L" is not a match, "a n a l" is.
  const inner = spelled
    .map(({ gap }, index) => ({ gap, index }))
    .filter(({ index }) => index > 0 && !isSplit(spelled[index - 1], spelled[index]));
  const isSpaced = inner.some(({ gap, index }) => gap === 'space' && !needle.ownGaps.has(index));
  return !isSpaced || inner.every(({ gap }) => gap !== 'none');
}

/** Both units came from one character. */
function isSplit(before: Unit | undefined, after: Unit | undefined): boolean {
  return before !== undefined && after !== undefined && before.start === after.start;
}

/** A word ends at a gap, and beside a letter of a script that puts no spaces between words. */
function isWordEnd(before: Unit | undefined, after: Unit | undefined): boolean {
  if (before === undefined || after === undefined || after.gap !== 'none') return true;
  return UNSPACED.test(before.letter) || UNSPACED.test(after.letter);
}

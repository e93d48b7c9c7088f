import { joinPairs, type Skeleton, skeletonOf, type Unit } from './skeleton.ts';

/** A term to look for, and whether it counts inside of words. */
export interface Term {
  readonly term: string;
  /** By default, where its script puts no spaces between words. */
  readonly match?: 'word' | 'anywhere' | undefined;
}

interface Needle {
  readonly term: string;
  readonly letters: string;
  /** Before which of its letters it has a separator itself. */
  readonly ownGaps: ReadonlySet<number>;
  readonly hasDigits: boolean;
  readonly anywhere: boolean;
}

type Needles = ReadonlyMap<string, readonly Needle[]>;

/** A term in a name, from a place on and up to another. */
export interface Match {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** Letters by which terms are looked up; shorter terms by all they have. */
const KEY_LENGTH = 3;

/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

/** Makes terms ready to be looked for in names: a lookup by their first letters, so that ten thousand cost what ten do. */
export function searchFor(terms: readonly Term[], foldAccents: boolean): (name: string) => Match[] {
  const needles = indexed(terms.map((term) => needleOf(term, foldAccents)));
  return (name) =>
    (['case-first', 'look-first'] as const).flatMap((order) => {
      const folded = skeletonOf(name, foldAccents, order);
      const joined = joinPairs(folded);
      return [...matches(folded, needles), ...(joined ? matches(joined, needles) : [])];
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

function matches(folded: Skeleton, needles: Needles): Match[] {
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
function isWritten({ units }: Skeleton, at: number, needle: Needle): boolean {
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

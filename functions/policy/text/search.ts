import type { Cell } from './cell.ts';
import { FoldedText } from './folded-text.ts';
import { bitsOf, type FoldOptions } from './folds/fold.ts';
import { needlesOf } from './needles.ts';
import { pattern } from './pattern.ts';
import { type SortedNeedles, sorted, TermIndex } from './term-index.ts';
import { type Part, storedNeedles, type TermList } from './term-list.ts';
import { Walk } from './walk.ts';
import { isWordEnd } from './word-end.ts';

/** A forbidden term. */
export interface Term {
  readonly term: string;
  /** Default: `anywhere` for scripts that put no spaces between words, else `word`. */
  readonly match?: 'word' | 'anywhere' | undefined;
}

/** A term in a name. `end` is exclusive. */
export interface Match {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

export type Search = (name: string | FoldedText) => Match[];

/** Spares most terms the classes of Unicode, which take a part of a cold start. */
const ASCII = /^[ -~]*$/;

/** Scripts that put no spaces between words. */
const unspaced = pattern(
  () =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u,
);

export function isAnywhere({ term, match }: Term): boolean {
  return match ? match === 'anywhere' : !ASCII.test(term) && unspaced().test(term);
}

/**
 * Compiles terms into an index by their letters, so that 10,000 terms cost little more than 10 in each search. Each match is listed
 * once. A search takes a name, or a text that was folded before for another search.
 *
 * @param options folds that are on or off. All but `accents` are on by default.
 * @param lists further terms
 */
export function searchFor(terms: readonly Term[], options: FoldOptions = {}, lists: readonly TermList[] = []): Search {
  const folds = bitsOf(options);
  const words = indexOf(terms, lists, folds, 'words');
  const parts = indexOf(terms, lists, folds, 'parts');
  return (name) => {
    const folded = typeof name === 'string' ? new FoldedText(name) : name;
    const matches = new Map<string, Match>();
    for (const cells of viewsOf(folded, folds)) {
      const found = (term: string, first: number, last: number) => {
        const match = spanOf(term, cells[first], cells[last]);
        matches.set(`${match.start} ${match.end} ${term}`, match);
      };
      const ofWords = words && new Walk(cells, words, { folds, anywhere: false, isWhole: false }, folded.budget, found);
      const ofParts = parts && new Walk(cells, parts, { folds, anywhere: true, isWhole: false }, folded.budget, found);
      for (let at = 0; at < cells.length && !folded.isExhausted; at += 1) {
        folded.budget.left -= 1;
        if (isEqualSymbol(cells, at)) continue;
        if (ofWords && isWordEnd(cells, at, -1, folds, false)) ofWords.from(at);
        ofParts?.from(at);
      }
    }
    return [...matches.values()];
  };
}

/** Compiles names into a check whether a text, as a whole, looks like one of them. Separators are ignored, spaces too. */
export function looksLikeOneOf(
  names: readonly string[],
  options: FoldOptions = {},
): (text: string | FoldedText) => string | undefined {
  const folds = bitsOf(options);
  const index = indexIn(sorted(names.flatMap((term) => needlesOf(term, folds))));
  return (text) => {
    const folded = typeof text === 'string' ? new FoldedText(text) : text;
    for (const cells of viewsOf(folded, folds)) {
      const canSkip = (cell: Cell) => cell.glyph.skip !== undefined && (cell.glyph.skip & ~folds) === 0;
      const end = cells.findLastIndex((cell) => !canSkip(cell));
      const begin = cells.findIndex((cell) => !canSkip(cell));
      let like: string | undefined;
      const found = (term: string, _first: number, last: number) => {
        if (last >= end) like ??= term;
      };
      const walk = index && new Walk(cells, index, { folds, anywhere: true, isWhole: true }, folded.budget, found);
      for (let at = 0; at <= begin && !folded.isExhausted; at += 1) {
        folded.budget.left -= 1;
        walk?.from(at);
      }
      if (like !== undefined) return like;
    }
    return undefined;
  };
}

/** Returns the index of the terms that match as words, or of those that match anywhere. */
function indexOf(terms: readonly Term[], lists: readonly TermList[], folds: number, part: Part): TermIndex | undefined {
  const [list] = lists;
  const isOneList = list !== undefined && lists.length === 1 && terms.length === 0;
  const stored = isOneList ? storedNeedles(list, folds, part) : undefined;
  if (stored) return indexIn(stored);
  const listed = lists.flatMap((each) => each.terms.map((term): Term => ({ term })));
  const own = [...terms, ...listed].filter((term) => isAnywhere(term) === (part === 'parts'));
  return indexIn(sorted(own.flatMap(({ term }) => needlesOf(term, folds))));
}

function indexIn(needles: SortedNeedles): TermIndex | undefined {
  return needles.letters.length > 0 ? new TermIndex(needles) : undefined;
}

/** Accepts a symbol behind an equal one, from which the same terms begin. */
function isEqualSymbol(cells: readonly Cell[], at: number): boolean {
  const glyph = cells[at]?.glyph;
  return glyph?.skip === 0 && !glyph.isFlag && glyph === cells[at - 1]?.glyph;
}

function viewsOf(folded: FoldedText, folds: number): readonly (readonly Cell[])[] {
  return folded.allViews.filter(({ fold }) => (fold & ~folds) === 0).map(({ cells }) => cells);
}

function spanOf(term: string, first: Cell | undefined, last: Cell | undefined): Match {
  const [one, other] = [first ?? { start: 0, end: 0 }, last ?? { start: 0, end: 0 }];
  return { term, start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
}

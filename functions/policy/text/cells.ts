import { type Glyph, glyphOf } from './glyph.ts';
import { WHEN } from './reading.ts';

/** Text between a character and the one before: nothing visible, only spaces, or anything else that is not a letter. */
export const GAP = { none: 0, space: 1, other: 2 } as const;

/** A character of a name that can be a letter. */
export interface Cell {
  readonly glyph: Glyph;
  /** Start and end in the text. */
  readonly start: number;
  readonly end: number;
  readonly gap: number;
  /** Conditions that hold here. */
  when: number;
  /** Equal characters from here on, when this is the first of three or more; else 1. */
  run: number;
}

/** A character and its marks in a text. */
export interface Cluster {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Characters that normalisation composes: a letter and its marks, the letters of a Hangul syllable, half-width kana. */
const CLUSTER = /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|.[\p{M}\uff9e\uff9f]*/gsu;
const KANA = ['Hiragana', 'Katakana'];

/** Part of a word's letters that have accents when its writer hides it so. */
const MOST = 0.6;

const ASCII = /^[\0-\x7f]*$/;

export function clustersOf(text: string): Cluster[] {
  if (ASCII.test(text)) return Array.from(text, (letter, start) => ({ text: letter, start, end: start + 1 }));
  return Array.from(text.toWellFormed().matchAll(CLUSTER), ({ 0: cluster, index }) => ({
    text: cluster,
    start: index,
    end: index + cluster.length,
  }));
}

/** Returns the characters that can be letters, and what holds beside each. */
export function cellsOf(clusters: readonly Cluster[]): Cell[] {
  const cells: Cell[] = [];
  let gap: number = GAP.none;
  for (const { text, start, end } of clusters) {
    const glyph = glyphOf(text);
    if (glyph === null) continue;
    if (glyph.readings.length === 0 && !glyph.isMask) {
      gap = Math.max(gap, glyph.isSpace ? GAP.space : GAP.other);
      continue;
    }
    if (glyph.isLengthMark && !KANA.includes(cells.at(-1)?.glyph.unspaced ?? '')) {
      gap = GAP.other;
      continue;
    }
    cells.push({ glyph, start, end, gap, when: 0, run: 1 });
    gap = GAP.none;
  }
  for (const word of split(cells, GAP.none)) judgeWord(word);
  for (const word of split(cells, GAP.other)) judgeDigits(word);
  judgeRuns(cells);
  return cells;
}

/** Splits characters where spaces separate them, with `GAP.none` also at other separators. */
function split(cells: readonly Cell[], joined: number): Cell[][] {
  const words: Cell[][] = [];
  for (const cell of cells) {
    const word = words.at(-1);
    if (word && (cell.gap === GAP.none || cell.gap === joined)) word.push(cell);
    else words.push([cell]);
  }
  return words;
}

function judgeWord(word: readonly Cell[]): void {
  const hasSmall = word.some(({ glyph }) => glyph.isSmall);
  const capitals = word.filter(({ glyph }) => glyph.isCapital).length;
  const isAmongCapitals = capitals >= 2 && !hasSmall;
  const accented = word.filter(({ glyph }) => glyph.isAccented).length;
  for (const [at, cell] of word.entries()) {
    if (hasSmall || word.length === 1) cell.when |= WHEN.amongSmall;
    if (isAmongCapitals) cell.when |= WHEN.amongCapitals;
    if (!isFlag(word, at)) cell.when |= WHEN.noFlag;
    if (accented >= 3 && accented >= word.length * MOST) cell.when |= WHEN.amongAccents;
  }
}

/** Finds digits and symbols that stand before a letter, all in a word with such a one, and all of a word without letters. */
function judgeDigits(word: readonly Cell[]): void {
  const lastLetter = word.findLastIndex(isLetter);
  const firstOther = word.findIndex((cell) => !isLetter(cell) && !cell.glyph.isMask);
  const hasOther = firstOther >= 0 && firstOther < lastLetter;
  for (const [at, cell] of word.entries()) {
    if (hasOther || lastLetter < 0 || at < lastLetter) cell.when |= WHEN.inside;
    if (hasOther) cell.when |= WHEN.amongDigits;
  }
}

function isLetter({ glyph }: Cell): boolean {
  return glyph.skip === undefined && !glyph.isDigit;
}

/** Accepts a regional indicator that makes a flag with one other. */
function isFlag(word: readonly Cell[], at: number): boolean {
  if (!word[at]?.glyph.isFlag) return false;
  let [first, end] = [at, at + 1];
  while (word[first - 1]?.glyph.isFlag) first -= 1;
  while (end - first < 3 && word[end]?.glyph.isFlag) end += 1;
  return end - first === 2;
}

function judgeRuns(cells: readonly Cell[]): void {
  const same = (one: Cell | undefined, other: Cell | undefined) =>
    one !== undefined && one.glyph.readings[0]?.letters === other?.glyph.readings[0]?.letters;
  for (let first = 0, end = 0; first < cells.length; first = end) {
    const cell = cells[first] as Cell;
    for (end = first + 1; same(cells[end], cell) && (end === first + 1 || cells[end]?.gap === cells[first + 1]?.gap); )
      end += 1;
    if (end - first >= 3) cell.run = end - first;
  }
}

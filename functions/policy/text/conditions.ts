import { type Cell, GAP } from './cell.ts';
import { WHEN } from './reading.ts';

/** Part of a word's letters that have accents when its writer hides it so. */
const MOST = 0.6;

/** Finds the conditions of readings that hold for each character, and runs of equal ones. */
export function findConditions(cells: readonly Cell[]): void {
  for (const word of split(cells, GAP.none)) judgeWord(word);
  for (const word of split(cells, GAP.other)) judgeDigits(word);
  judgeRuns(cells);
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
  for (let at = 0; at < word.length; at += 1) {
    const cell = word[at] as Cell;
    if (hasSmall || word.length === 1) cell.when |= WHEN.amongSmall;
    if (isAmongCapitals) cell.when |= WHEN.amongCapitals;
    if (!isFlag(word, at)) cell.when |= WHEN.noFlag;
    if (accented >= 3 && accented >= word.length * MOST) cell.when |= WHEN.amongAccents;
  }
}

/** Letters of a word before a last digit that is a letter, too. A last 1 is more often a number. */
const MIN_BEFORE_DIGIT = 3;
const MIN_BEFORE_ONE = 6;

/**
 * Finds digits and symbols that stand before a letter, all in a word with such a one, and all of a word without letters. Symbols such as $
 * are letters behind one, too.
 */
function judgeDigits(word: readonly Cell[]): void {
  const firstLetter = word.findIndex(isLetter);
  const lastLetter = word.findLastIndex(isLetter);
  const hasOther = word.some(
    (cell, at) => at < lastLetter && !isLetter(cell) && !cell.glyph.isMask && (cell.glyph.isDigit || at > firstLetter),
  );
  const isLastRead = lastLetter === word.length - 2 && isLetterLast(word);
  for (let at = 0; at < word.length; at += 1) {
    const cell = word[at] as Cell;
    const isEnd = at > lastLetter && lastLetter >= 0 && cell.glyph.canEnd;
    if (hasOther || lastLetter < 0 || at < lastLetter || isLastRead || isEnd) cell.when |= WHEN.inside;
    if (hasOther) cell.when |= WHEN.amongDigits;
    if (at > firstLetter && at < lastLetter && cell.gap === GAP.none && word[at + 1]?.gap === GAP.none)
      cell.when |= WHEN.between;
  }
}

function isLetterLast(word: readonly Cell[]): boolean {
  const glyph = word.at(-1)?.glyph;
  if (!glyph?.isDigit) return false;
  const first = Math.max(
    0,
    word.findLastIndex(({ gap }) => gap !== GAP.none),
  );
  const beside = word.length - 1 - first;
  return beside >= (glyph.forms[0]?.letters === '1' ? MIN_BEFORE_ONE : MIN_BEFORE_DIGIT);
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

import { type Cell, GAP } from './cell.ts';
import { findConditions } from './conditions.ts';
import { glyphOf } from './glyph.ts';

/** A character and its marks in a text. */
export interface Cluster {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Characters that normalisation composes: a letter and its marks, the letters of a Hangul syllable, half-width kana. */
const CLUSTER = /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|.[\p{M}\uff9e\uff9f]*/gsu;
const KANA = ['Hiragana', 'Katakana'];

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
  findConditions(cells);
  return cells;
}

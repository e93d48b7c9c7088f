import { type Cell, GAP, HIDDEN } from './cell.ts';
import { findConditions } from './conditions.ts';
import { glyphOf } from './glyphs.ts';
import { pattern } from './pattern.ts';
import { withoutSymbolRuns } from './symbol-runs.ts';

/** A character and its marks in a text. */
export interface Cluster {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Characters that normalisation composes: a letter and its marks, the letters of a Hangul syllable, half-width kana. */
const clusterPattern = pattern(() => /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|.[\p{M}\uff9e\uff9f]*/gsu);

/** Characters that need no composition: no marks, letters of Hangul or voicing marks. */
const SINGLE =
  /^[\0-\u02ff\u0400-\u0482\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6c5}\u{1f90c}-\u{1f9ff}]*$/u;

export function clustersOf(text: string): Cluster[] {
  if (SINGLE.test(text)) {
    const clusters: Cluster[] = [];
    let start = 0;
    for (const character of text) {
      const end = start + character.length;
      clusters.push({ text: character, start, end });
      start = end;
    }
    return clusters;
  }
  return Array.from(text.toWellFormed().matchAll(clusterPattern()), ({ 0: cluster, index }) => ({
    text: cluster,
    start: index,
    end: index + cluster.length,
  }));
}

const KANA = ['Hiragana', 'Katakana'];

/** Punctuation that stands between initials and between names, in Chinese, Japanese and Arabic, too. */
const NOT_HIDING = /^[.·‧・･,،、'’‘`´׳״&]$/u;
const dashOrLine = pattern(() => /^[\p{Pd}\p{Pc}]$/u);

function hiddenBy(symbol: string): number {
  if (NOT_HIDING.test(symbol)) return HIDDEN.none;
  return dashOrLine().test(symbol) ? HIDDEN.ordinary : HIDDEN.odd;
}

/** Returns the characters that can be letters, and what holds beside each. */
export function cellsOf(clusters: readonly Cluster[]): readonly Cell[] {
  const cells: Cell[] = [];
  let gap: number = GAP.none;
  let hidden: number = HIDDEN.none;
  for (const { text, start, end } of clusters) {
    const glyph = glyphOf(text);
    if (glyph === null) continue;
    if (glyph.readings.length === 0 && !glyph.isMask) {
      hidden = gap !== GAP.none || glyph.isSpace ? HIDDEN.none : hiddenBy(text);
      gap = Math.max(gap, glyph.isSpace ? GAP.space : GAP.other);
      continue;
    }
    if (glyph.isLengthMark && !KANA.includes(cells.at(-1)?.glyph.unspaced ?? '')) {
      gap = GAP.other;
      hidden = HIDDEN.none;
      continue;
    }
    cells.push({ glyph, start, end, gap, hidden, when: 0, run: 1 });
    gap = GAP.none;
    hidden = HIDDEN.none;
  }
  const kept = withoutSymbolRuns(cells);
  findConditions(kept);
  return kept;
}

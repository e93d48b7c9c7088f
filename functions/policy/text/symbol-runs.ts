import { type Cell, GAP } from './cell.ts';
import type { Glyph } from './glyph.ts';

/**
 * Symbols side by side, also with spaces between, that can still be letters: `@$$`. More are a line, a table or a picture, and each of
 * them read in every way would take all steps of a long text.
 */
export const MAX_SYMBOLS = 10;
/** Regional indicators side by side. More are flags. */
const MAX_FLAGS = 40;

/** Makes long runs of symbols separators of the letters beside them. */
export function withoutSymbolRuns(cells: readonly Cell[]): Cell[] {
  const kept: Cell[] = [];
  let isBehindRun = false;
  for (let first = 0, end = 0; first < cells.length; first = end) {
    end = endOfRun(cells, first);
    const { glyph } = cells[first] as Cell;
    const isRun = isSymbol(glyph) && end - first > (glyph.isFlag ? MAX_FLAGS : MAX_SYMBOLS);
    for (let at = first; !isRun && at < end; at += 1) {
      const cell = cells[at] as Cell;
      kept.push(isBehindRun ? { ...cell, gap: GAP.other } : cell);
      isBehindRun = false;
    }
    isBehindRun ||= isRun;
  }
  return kept;
}

function endOfRun(cells: readonly Cell[], first: number): number {
  const { glyph } = cells[first] as Cell;
  let end = first + 1;
  if (isSymbol(glyph)) while (isSymbol(cells[end]?.glyph) && cells[end]?.glyph.isFlag === glyph.isFlag) end += 1;
  return end;
}

function isSymbol(glyph: Glyph | undefined): boolean {
  return glyph?.skip === 0;
}

import { type Cell, GAP, HIDDEN } from './cell.ts';
import type { Glyph } from './glyph.ts';

/**
 * Symbols side by side, also with spaces between, that can still be letters: `@$$`. More are a line, a table or a picture, and each of
 * them read in every way would take all steps of a long text.
 */
const MAX_SYMBOLS = 10;
/** Regional indicators side by side. More are flags. */
const MAX_FLAGS = 40;

/** Makes long runs of symbols separators of the letters beside them. */
export function withoutSymbolRuns(cells: readonly Cell[]): readonly Cell[] {
  let kept: Cell[] | undefined;
  let copied = 0;
  for (let first = 0, end = 0; first < cells.length; first = end) {
    const { glyph } = cells[first] as Cell;
    end = endOfRun(cells, first);
    if (end - first <= (glyph.isFlag ? MAX_FLAGS : MAX_SYMBOLS)) continue;
    kept ??= [];
    kept.push(...cells.slice(copied, first));
    const after = cells[end];
    if (after) kept.push({ ...after, gap: GAP.other, hidden: HIDDEN.none });
    end += 1;
    copied = end;
  }
  return kept ? [...kept, ...cells.slice(copied)] : cells;
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

import { type Cell, GAP } from './cell.ts';

/** Letters that look like another one side by side. */
const PAIRS: readonly [first: string, second: string, like: string][] = [
  ['r', 'n', 'm'],
  ['v', 'v', 'w'],
];

/** Returns the letter that a character and the next one look like. */
export function pairAt(cells: readonly Cell[], at: number): string | undefined {
  const after = cells[at + 1];
  if (after?.gap !== GAP.none) return undefined;
  const [one, other] = [cells[at]?.glyph.readings[0]?.letters, after.glyph.readings[0]?.letters];
  return PAIRS.find(([first, second]) => one === first && other === second)?.[2];
}

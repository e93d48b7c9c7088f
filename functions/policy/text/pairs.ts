import { type Cell, GAP } from './cell.ts';

/** Letters that look like another one side by side, by the first of them. */
interface Pair {
  readonly second: string;
  readonly like: string;
  /** Letters behind which the pair is ordinary: `Burn`, `click`. An empty text stands for the start of a word. */
  readonly ordinaryAfter: RegExp;
}

/** A pair and the letter that it is read as. */
export interface ReadPair {
  readonly like: string;
  /** The pair is ordinary here, so that only a long term is found with it. */
  readonly isOrdinary: boolean;
}

const PAIRS: ReadonlyMap<string, Pair> = new Map([
  ['r', { second: 'n', like: 'm', ordinaryAfter: /[^bcdfghjklmnpqrstvwxz]$/ }],
  ['v', { second: 'v', like: 'w', ordinaryAfter: /(?!)/ }],
  ['c', { second: 'l', like: 'd', ordinaryAfter: /^$|[^bdfghjkmpqstvwxz]$/ }],
]);

/** Returns the small letter that a character and the next one look like. Capitals do not. */
export function pairAt(cells: readonly Cell[], at: number): ReadPair | undefined {
  const cell = cells[at] as Cell;
  const pair = PAIRS.get(cell.glyph.readings[0]?.letters ?? '');
  const after = pair && cells[at + 1];
  if (after?.gap !== GAP.none || after.glyph.readings[0]?.letters !== pair?.second) return undefined;
  if (!pair || cell.glyph.isCapital || after.glyph.isCapital) return undefined;
  const before = cell.gap === GAP.none ? (cells[at - 1]?.glyph.readings[0]?.letters ?? '') : '';
  return { like: pair.like, isOrdinary: pair.ordinaryAfter.test(before) };
}

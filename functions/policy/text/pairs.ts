import { type Cell, GAP } from './cell.ts';

/** Letters that look like another one side by side. */
interface Pair {
  readonly first: string;
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

const PAIRS: readonly Pair[] = [
  { first: 'r', second: 'n', like: 'm', ordinaryAfter: /[^bcdfghjklmnpqrstvwxz]$/ },
  { first: 'v', second: 'v', like: 'w', ordinaryAfter: /(?!)/ },
  { first: 'c', second: 'l', like: 'd', ordinaryAfter: /^$|[^bdfghjkmpqstvwxz]$/ },
];

/** Returns the small letter that a character and the next one look like. Capitals do not. */
export function pairAt(cells: readonly Cell[], at: number): ReadPair | undefined {
  const [cell, after] = [cells[at], cells[at + 1]];
  if (!cell || after?.gap !== GAP.none || cell.glyph.isCapital || after.glyph.isCapital) return undefined;
  const [one, other] = [cell.glyph.readings[0]?.letters, after.glyph.readings[0]?.letters];
  const pair = PAIRS.find(({ first, second }) => one === first && other === second);
  if (!pair) return undefined;
  const before = cell.gap === GAP.none ? (cells[at - 1]?.glyph.readings[0]?.letters ?? '') : '';
  return { like: pair.like, isOrdinary: pair.ordinaryAfter.test(before) };
}

import { type Cell, GAP } from './cell.ts';
import { type Cluster, cellsOf, clustersOf } from './cells.ts';
import { findConditions } from './conditions.ts';
import { FOLDS } from './folds/fold.ts';
import { isUpsideDown, turnedBack } from './folds/turned.ts';
import { pattern } from './pattern.ts';

/** Characters of a text in an order in which it can be read. */
export interface View {
  readonly cells: readonly Cell[];
  /** Fold that this view needs; 0 for the text as it is stored. */
  readonly fold: number;
}

const rightToLeft = pattern(() => /[\p{Script=Arabic}\p{Script=Hebrew}]/u);

/** Overrides of the direction, and the text that each reverses. */
const OVERRIDES: readonly [override: string, isReversed: (text: string) => boolean][] = [
  ['\u202e', () => true],
  ['\u202d', (text) => rightToLeft().test(text)],
];
const OVERRIDE_ENDS = ['\u202c', '\u2029', '\n'];

/** Different letters that are written twice in a row before each counts once; or this many of two letters. */
const MIN_DOUBLED = 3;
const MIN_DOUBLED_OF_TWO = 4;

export function viewsOf(text: string): View[] {
  const clusters = clustersOf(text);
  const cells = cellsOf(clusters);
  const views: View[] = [{ cells, fold: 0 }];
  const addReversed = (shown: readonly Cluster[]) => views.push({ cells: cellsOf(shown), fold: FOLDS.reversed });
  for (const [override, isReversed] of OVERRIDES)
    if (text.includes(override)) addReversed(overridden(clusters, override, isReversed));
  if (isUpsideDown(text))
    addReversed(clusters.map((cluster) => ({ ...cluster, text: turnedBack(cluster.text) })).reverse());
  const halved = halvedOf(cells);
  if (halved.length < cells.length) views.push({ cells: halved, fold: FOLDS.repeats });
  return views;
}

/** Returns the characters in the order in which they show: reversed between an override and its end. */
function overridden(
  clusters: readonly Cluster[],
  override: string,
  isReversed: (text: string) => boolean,
): readonly Cluster[] {
  const shown: Cluster[] = [];
  for (let at = 0; at < clusters.length; at += 1) {
    shown.push(clusters[at] as Cluster);
    if (!clusters[at]?.text.startsWith(override)) continue;
    const end = clusters.findIndex(({ text }, index) => index > at && OVERRIDE_ENDS.includes(text));
    const segment = clusters.slice(at + 1, end < 0 ? undefined : end);
    const isTurned = isReversed(segment.map(({ text }) => text).join(''));
    shown.push(...(isTurned ? segment.reverse() : segment));
    at += segment.length;
  }
  return shown;
}

/** Returns the characters with one for each two, in stretches in which every letter stands twice: `aaddmmiinn`. */
function halvedOf(cells: readonly Cell[]): readonly Cell[] {
  if (!hasPairs(cells)) return cells;
  const halved: Cell[] = [];
  for (let at = 0; at < cells.length; ) {
    const pairs = pairsFrom(cells, at);
    const length = Math.max(1, pairs.length * 2);
    const single = () => cells.slice(at, at + length).map((cell) => ({ ...cell, when: 0, run: 1 }));
    halved.push(...(isDoubled(pairs) ? pairs : single()));
    at += length;
  }
  if (halved.length < cells.length) findConditions(halved);
  return halved;
}

/** Rules out most texts without copying them. */
function hasPairs(cells: readonly Cell[]): boolean {
  let pairs = 0;
  for (let at = 1; at < cells.length; at += 1)
    if (cells[at]?.gap === GAP.none && cells[at]?.glyph === cells[at - 1]?.glyph) pairs += 1;
  return pairs >= MIN_DOUBLED;
}

function isDoubled(pairs: readonly Cell[]): boolean {
  const different = new Set(pairs.map(({ glyph }) => glyph)).size;
  return different >= MIN_DOUBLED || (different === 2 && pairs.length >= MIN_DOUBLED_OF_TWO);
}

function pairsFrom(cells: readonly Cell[], first: number): Cell[] {
  const pairs: Cell[] = [];
  for (let at = first; ; at += 2) {
    const [one, other] = [cells[at], cells[at + 1]];
    const isPair = one && other?.gap === GAP.none && one.glyph === other.glyph && one.glyph.skip === undefined;
    if (!isPair || (at > first && one.gap !== GAP.none)) return pairs;
    pairs.push({ ...one, end: other.end, when: 0, run: 1 });
  }
}

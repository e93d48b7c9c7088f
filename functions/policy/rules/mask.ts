import { graphemesOf } from '../../record/graphemes.ts';
import type { FoldedText } from '../text/folded-text.ts';
import type { Match } from '../text/search.ts';

/** Rounds of masking before the name is refused. A mask can join letters that make another term. */
const MAX_MASK_ROUNDS = 5;

/** Returns undefined when terms are left after MAX_MASK_ROUNDS. */
export function maskAll(
  name: FoldedText,
  matches: readonly Match[],
  matchesIn: (name: FoldedText) => readonly Match[],
): string | undefined {
  let masked = name;
  let left = matches;
  for (let round = 0; round < MAX_MASK_ROUNDS && left.length > 0; round += 1) {
    masked = masked.of(mask(masked.text, left));
    left = matchesIn(masked);
  }
  return left.length === 0 && !masked.isExhausted ? masked.text : undefined;
}

/** Replaces each character of a match by an asterisk. */
function mask(name: string, matches: readonly Match[]): string {
  const hidden = new Uint8Array(name.length);
  for (const { start, end } of matches) hidden.fill(1, start, end);
  return graphemesOf(name)
    .map(({ segment, index }) => (hidden.subarray(index, index + segment.length).includes(1) ? '*' : segment))
    .join('');
}

import { canEndWord } from './folds/digits.ts';
import { FOLDS } from './folds/fold.ts';
import { formsOf } from './forms.ts';
import type { Glyph } from './glyph.ts';
import { hasMark, kindsOf } from './kinds.ts';
import { plainGlyph } from './plain-glyph.ts';

const MASKS = /^[*#•●█＊✱∗]$/u;

/** Glyphs that were read before. Bounded, because anyone can send any character. Holds the characters of many Han terms. */
const known = new Map<string, Glyph | null>();
const MAX_KNOWN = 20_000;

/** Returns the glyph of a character and its marks, or null for an invisible one. */
export function glyphOf(cluster: string): Glyph | null {
  const cached = known.get(cluster);
  if (cached !== undefined) return cached;
  if (known.size >= MAX_KNOWN) known.clear();
  const glyph = plainGlyph(cluster) ?? anyGlyph(cluster);
  known.set(cluster, glyph);
  return glyph;
}

/** Returns the glyph of any character. Its tables and its classes of Unicode take a part of a cold start. */
export function anyGlyph(cluster: string): Glyph | null {
  const normal = cluster.normalize('NFKC');
  const { isVisible, isFlag, forms, readings } = formsOf(normal, cluster);
  if (!isVisible) return null;
  const { isModifier, isDigit, isLatin, ...kinds } = kindsOf(normal);
  const isLetter = forms.length > 0;
  const isSkipped = isModifier && normal === cluster;
  return {
    forms,
    readings,
    skip: isSkipped ? FOLDS.modifiers : isLetter && !isFlag ? undefined : 0,
    isSpace: !isLetter && /^\s+$/.test(normal),
    isMask: MASKS.test(cluster),
    canEnd: canEndWord(normal),
    isDigit,
    isAppended: isLetter && normal !== cluster && /^[\p{S}\p{No}\p{Lm}]/u.test(cluster),
    isFlag,
    isSmall: kinds.isSmall,
    isAccented: isLatin || cluster.normalize('NFD') !== cluster || hasMark(cluster),
    isVowelFirst: kinds.isVowelFirst,
    isLengthMark: normal === 'ー',
    isCapital: kinds.isCapital,
    unspaced: kinds.unspaced,
  };
}

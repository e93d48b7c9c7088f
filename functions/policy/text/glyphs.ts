import { canEndWord } from './folds/digits.ts';
import { FOLDS } from './folds/fold.ts';
import { formsOf } from './forms.ts';
import type { Glyph } from './glyph.ts';
import { pattern } from './pattern.ts';
import { plainGlyph } from './plain-glyph.ts';

const UNSPACED: readonly [string, () => RegExp][] = [
  ['Han', pattern(() => /\p{Script=Han}/u)],
  ['Hiragana', pattern(() => /\p{Script=Hiragana}/u)],
  ['Katakana', pattern(() => /\p{Script=Katakana}/u)],
  ['other', pattern(() => /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u)],
];
const MASKS = /^[*#•●█＊✱∗]$/u;
const modifier = pattern(() => /^\p{Lm}$/u);

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
  const isLetter = forms.length > 0;
  const isModifier = modifier().test(normal) && normal !== 'ー' && normal === cluster;
  return {
    forms,
    readings,
    skip: isModifier ? FOLDS.modifiers : isLetter && !isFlag ? undefined : 0,
    isSpace: !isLetter && /^\s+$/.test(normal),
    isMask: MASKS.test(cluster),
    canEnd: canEndWord(normal),
    isDigit: /^\p{N}+$/u.test(normal),
    isAppended: isLetter && normal !== cluster && /^[\p{S}\p{No}\p{Lm}]/u.test(cluster),
    isFlag,
    isSmall: /^\p{Ll}$/u.test(normal) && normal !== 'l',
    isAccented:
      /^(?!\p{ASCII})\p{Script=Latin}/u.test(normal) || cluster.normalize('NFD') !== cluster || /\p{M}/u.test(cluster),
    isVowelFirst: /^\p{Logical_Order_Exception}/u.test(normal),
    isLengthMark: normal === 'ー',
    isCapital: /^\p{Lu}$/u.test(normal),
    unspaced: UNSPACED.find(([, script]) => script().test(normal))?.[0],
  };
}

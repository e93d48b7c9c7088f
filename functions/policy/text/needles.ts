import { clustersOf } from './cells.ts';
import { lettersLike } from './folds/confusables.ts';
import { FOLDS } from './folds/fold.ts';
import { glyphOf } from './glyph.ts';
import type { Needle } from './term-index.ts';

/** Letters and digits that every fold leaves as they are. */
const PLAIN = /^[a-z0-9]+$/;

const KATAKANA = /[\u30a1-\u30f6]/;

/** Returns the letters of a term, with a space for each separator inside. */
export function lettersOf(term: string, folds: number): string {
  if (PLAIN.test(term)) return term;
  let letters = '';
  let isAfterGap = false;
  for (const { text } of clustersOf(term)) {
    const glyph = glyphOf(text);
    if (glyph === null) continue;
    const form = glyph.forms.findLast(({ folds: needed }) => (needed & ~folds) === 0)?.letters;
    if (form === undefined) {
      isAfterGap = true;
      continue;
    }
    letters += isAfterGap && letters !== '' ? ` ${form}` : form;
    isAfterGap = false;
  }
  return letters;
}

/** Returns the ways to write a term. Katakana are also themselves, because as hiragana they must be a whole word. */
export function needlesOf(term: string, folds: number): Needle[] {
  const hasDigits = /\p{N}/u.test(term);
  const plain = lettersOf(term, folds & ~FOLDS.kana);
  const ways = [{ letters: plain, isStrict: false }];
  if ((folds & FOLDS.kana) !== 0 && KATAKANA.test(term.normalize('NFKC')))
    ways.push({ letters: lettersOf(term, folds), isStrict: true });
  if (hasDigits)
    ways.push({
      letters: plain.replace(/\p{N}/gu, (digit) => lettersLike(digit)?.toLowerCase() ?? digit),
      isStrict: false,
    });
  return ways
    .filter(({ letters }, at) => letters !== '' && ways.findIndex((way) => way.letters === letters) === at)
    .map((way) => ({ ...way, term, hasDigits }));
}

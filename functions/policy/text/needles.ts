import { clustersOf } from './cells.ts';
import { lettersLike } from './folds/confusables.ts';
import { FOLDS } from './folds/fold.ts';
import { simplifiedOf } from './folds/han.ts';
import { spellingsOf } from './forms.ts';
import type { Form } from './reading.ts';
import type { Needle } from './term-index.ts';

/** Letters and digits that every fold leaves as they are, but for capitals, and spaces that stay one by one. */
const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/i;

const ONLY_HAN = /^[\u4e00-\u9fff]+$/;

/** Terms that are written in one way: without digits and katakana. */
const SIMPLE = /^[a-z\u4e00-\u9fff]+(?: [a-z\u4e00-\u9fff]+)*$/i;

/** Letters of a term whose ı can be written as i. Ami is a name, and amı is not. */
const MIN_WITH_I = 5;

const KATAKANA = /[\u30a1-\u30f6]/;

/** Returns the letters of a term, with a space for each separator inside. */
export function lettersOf(term: string, folds: number): string {
  if (PLAIN.test(term)) return term.toLowerCase();
  if (ONLY_HAN.test(term)) return lettersOfHan(term, folds);
  let letters = '';
  let isAfterGap = false;
  for (const { text } of clustersOf(term)) {
    const forms = knownSpellingsOf(text);
    if (forms === null) continue;
    const form = formOf(forms, folds);
    if (form === undefined) {
      isAfterGap = true;
      continue;
    }
    letters += isAfterGap && letters !== '' ? ` ${form}` : form;
    isAfterGap = false;
  }
  return letters;
}

/** A list can have thousands of Han characters, too many for a glyph each. */
function lettersOfHan(term: string, folds: number): string {
  let letters = '';
  for (const character of term) {
    const like = lettersLike(character);
    if (like !== undefined) letters += formOf(knownSpellingsOf(character), folds) ?? '';
    else if ((folds & FOLDS.hanVariants) === 0) letters += character;
    else letters += String.fromCharCode(simplifiedOf(character.charCodeAt(0)));
  }
  return letters;
}

function formOf(forms: readonly Form[] | null, folds: number): string | undefined {
  return forms?.findLast(({ folds: needed }) => (needed & ~folds) === 0)?.letters;
}

/** Characters of terms that were read before. Bounded, because operators choose the terms. */
const known = new Map<string, readonly Form[] | null>();
const MAX_KNOWN = 5_000;

function knownSpellingsOf(cluster: string): readonly Form[] | null {
  const cached = known.get(cluster);
  if (cached !== undefined) return cached;
  if (known.size >= MAX_KNOWN) known.clear();
  const spellings = spellingsOf(cluster);
  known.set(cluster, spellings);
  return spellings;
}

/** Returns the ways to write a term. Katakana are also themselves, because as hiragana they must be a whole word. */
export function needlesOf(term: string, folds: number): Needle[] {
  if (SIMPLE.test(term)) return [{ term, letters: lettersOf(term, folds), hasDigits: false, isStrict: false }];
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
  if (plain.length >= MIN_WITH_I) ways.push({ letters: plain.replaceAll('ı', 'i'), isStrict: false });
  return ways
    .filter(({ letters }, at) => letters !== '' && ways.findIndex((way) => way.letters === letters) === at)
    .map((way) => ({ ...way, term, hasDigits }));
}
